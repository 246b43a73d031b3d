import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { api } from '../shared/api.ts';
import { LampChip } from '../shared/plain/lamp-chip.tsx';
import { Card } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useNow, useSay } from '../shared/use-say.ts';
import { ComingGoods } from '../stock/coming-goods.tsx';
import { WhyText } from './why-text.tsx';

/** The warning that a need answers, with its lamp of this moment. Nothing where there is none. */
export function NeedWarning({ needId }: { needId: string }) {
  const { t } = useTranslation('warnings');
  const say = useSay();
  const now = useNow();
  const query = useQuery({
    queryKey: [...queryKeys.warnings, 'need', needId],
    queryFn: () => api.warnings.listWarnings({ need: needId, limit: 1 }),
    retry: false,
  });
  const [warning] = query.data?.rows ?? [];
  if (!warning) return null;
  return (
    <Card title={t('of-need')}>
      <p>
        <LampChip lamp={warning.lampNow} /> {say.text(warning.itemName)}
        {warning.emptyAt?.p10 ? ` · ${say.moment(warning.emptyAt.p10, now)} ${t('dry.from')}` : ''}
      </p>
      <ComingGoods stock={warning} now={now} />
      <WhyText warning={warning} />
      <Link to={paths.warnings}>{t('title')}</Link>
    </Card>
  );
}
