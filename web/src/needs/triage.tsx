import { useTranslation } from 'react-i18next';

export function Screen() {
  const { t } = useTranslation('needs');
  return <h1>{t('triage.title')}</h1>;
}
