import { useTranslation } from 'react-i18next';
import { InboxList } from '../shared/plain/inbox-list.tsx';

/** My messages on the phone; each leads to the phone's page of its need. */
export function Screen() {
  const { t } = useTranslation('phone');
  return (
    <>
      <h1>{t('inbox.title')}</h1>
      <InboxList onPhone />
    </>
  );
}
