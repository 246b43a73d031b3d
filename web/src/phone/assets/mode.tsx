import { assetActions, type AssetAction } from '@baogong/contract/asset-life';
import type { Action } from '@baogong/contract/policy';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Button, Field } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMay } from '../../shared/session.ts';
import { SearchPicker } from '../search-picker.tsx';
import type { Named } from '../use-organisation.ts';
import type { Mode } from './scan-outbox.ts';

/** In the order in which they are wanted: suppliers fill and send, institutions receive and use up. */
const supplierSteps = ['fill', 'send', 'arrive', 'inspect', 'pass', 'lose', 'find'] as const satisfies AssetAction[];
const userSteps = [
  'arrive',
  'use-up',
  'send',
  'report-fault',
  'repair',
  'lend',
  'return',
  'lose',
  'find',
] as const satisfies AssetAction[];

/** The mode with the names of what was chosen. */
export type Draft = Omit<Mode, 'organisationId' | 'toOrganisationId'> & { to: Named | null };

type ModeProps = { supplies: boolean; place: Named; draft: Draft; set: (change: Partial<Draft>) => void };

/** What each scan records: chosen once, then one tap or one look of the camera for each thing. */
export function ModeChoice({ supplies, place, draft, set }: ModeProps) {
  const { t } = useTranslation(['phone-assets', 'assets']);
  const may = useMay();
  const subject = { organisationId: place.id };
  const steps = (supplies ? supplierSteps : userSteps).filter((step) =>
    may(assetActions[step].right as Action, subject),
  );
  return (
    <>
      <fieldset className="choices">
        <legend>{t('mode.label')}</legend>
        <div className="choices-row">
          {steps.map((step) => (
            <label key={step} className="choice">
              <input type="radio" name="mode" checked={draft.action === step} onChange={() => set({ action: step })} />
              <span>{t(`assets:action.${step}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {draft.action === 'send' || draft.action === 'lend' ? <Receiver to={draft.to} set={set} /> : null}
      {draft.action === 'lend' ? (
        <Field label={t('mode.due')}>
          <input
            type="date"
            value={draft.dueOn ?? ''}
            onChange={(event) => set({ dueOn: event.target.value || null })}
          />
        </Field>
      ) : null}
      {draft.action === 'pass' ? (
        <Field label={t('mode.inspect-by')}>
          <input
            type="date"
            value={draft.inspectBy ?? ''}
            onChange={(event) => set({ inspectBy: event.target.value || null })}
          />
        </Field>
      ) : null}
      {draft.action === 'report-fault' ? (
        <label className="scan-check">
          <input
            type="checkbox"
            checked={draft.patientDepends}
            onChange={(event) => set({ patientDepends: event.target.checked })}
          />
          {t('mode.depends')}
        </label>
      ) : null}
    </>
  );
}

function Receiver({ to, set }: { to: Named | null; set: (change: Partial<Draft>) => void }) {
  const { t } = useTranslation('phone-assets');
  if (to)
    return (
      <p className="scan-to">
        {t('mode.to')} <strong>{to.name}</strong>{' '}
        <Button onClick={() => set({ to: null })}>{t('mode.to-change')}</Button>
      </p>
    );
  return (
    <SearchPicker<Named>
      label={t('mode.to-find')}
      placeholder={t('mode.to-placeholder')}
      queryKey={(query) => [...queryKeys.organisations(query), 'scan']}
      find={async (query) =>
        (await api.directory.listOrganisations({ query, limit: 8 })).rows.map(({ id, name, areaName }) => ({
          key: id,
          label: name,
          hint: areaName,
          thing: { id, name },
        }))
      }
      onPick={(chosen) => set({ to: chosen })}
    />
  );
}

/** Whether each scan knows all it needs. */
export function isWhole({ action, to, dueOn, inspectBy }: Draft): boolean {
  if (action === 'send') return to !== null;
  if (action === 'lend') return to !== null && dueOn !== null;
  return action !== 'pass' || inspectBy !== null;
}
