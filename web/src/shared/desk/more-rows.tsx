import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import './entry.css';

/** Reads the next page of a list that has more. */
export function MoreRows({
  query,
}: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  const { t } = useTranslation('shared');
  if (!query.hasNextPage) return null;
  return (
    <div className="more-rows">
      <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t('common.more')}
      </Button>
    </div>
  );
}
