import { useTranslation } from 'react-i18next';
import { Field } from '../shared/plain/plain.tsx';
import type { Named } from './use-organisation.ts';

type SwitchProps = {
  organisations: readonly Named[];
  chosen: Named | null;
  choose: (id: string | null) => void;
  /** Offers "all of them" too. */
  withAll?: boolean;
};

/** For whom this page acts: the name when there is only one, else a choice. */
export function OrganisationSwitch({ organisations, chosen, choose, withAll }: SwitchProps) {
  const { t } = useTranslation('phone');
  if (organisations.length === 0) return null;
  if (organisations.length === 1) return <p className="organisation-name">{chosen?.name}</p>;
  return (
    <Field label={t('organisation.label')}>
      <select value={chosen?.id ?? ''} onChange={(event) => choose(event.target.value || null)}>
        {withAll || !chosen ? (
          <option value="">{t(withAll ? 'organisation.all' : 'organisation.choose')}</option>
        ) : null}
        {organisations.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}
