import type { Asset } from '@baogong/contract';
import type { AssetAction } from '@baogong/contract/asset-life';
import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrganisationSelect, type Choice } from '../directory/choose.tsx';
import { api } from '../shared/api.ts';
import { Entry } from '../shared/desk/entry.tsx';
import { FormDialog } from '../shared/desk/form-dialog.tsx';
import { useSave } from '../shared/desk/use-save.ts';
import { showToast } from '../shared/plain/toasts.tsx';
import { queryKeys } from '../shared/query-keys.ts';

type Step = {
  action: AssetAction;
  at: Choice | null;
  to: Choice | null;
  dueOn: string;
  inspectBy: string;
  note: string;
  patientDepends: boolean;
};

/** A step told at a desk: for those who have no scanner, and for what a scan cannot know. */
export function StepDialog({ asset, onClose }: { asset: Asset; onClose: () => void }) {
  const { t } = useTranslation('assets');
  const here = asset.place.kind === 'on-the-way' ? asset.place.boundFor : asset.place.organisation;
  const [step, setStep] = useState<Step>({
    action: asset.place.kind === 'on-the-way' ? 'arrive' : asset.actions[0]!,
    at: here ?? asset.owner,
    to: null,
    dueOn: '',
    inspectBy: '',
    note: '',
    patientDepends: false,
  });
  const set = (change: Partial<Step>) => setStep((before) => ({ ...before, ...change }));
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, { at, to, dueOn, inspectBy, note, ...rest }: Step) =>
      api.assets.moveAsset({
        ...rest,
        commandId,
        code: asset.number,
        organisationId: at?.id ?? '',
        toOrganisationId: to?.id ?? null,
        dueOn: dueOn || null,
        inspectBy: inspectBy || null,
        note: note.trim() || null,
      }),
    stale: [queryKeys.assets],
    done: () => {
      showToast({ text: t('step.saved') });
      onClose();
    },
  });
  return (
    <FormDialog
      title={`${t('page.step')}: ${asset.number}`}
      busy={busy}
      problem={problem}
      onConfirm={() => save(step)}
      onClose={onClose}
    >
      <StepFields asset={asset} step={step} set={set} faultAt={faultAt} />
    </FormDialog>
  );
}

type FieldsProps = {
  asset: Asset;
  step: Step;
  set: (change: Partial<Step>) => void;
  faultAt: (field: string) => string | null;
};

/** What the step needs, and only that. */
function StepFields({ asset, step, set, faultAt }: FieldsProps) {
  const { t } = useTranslation('assets');
  const { action } = step;
  return (
    <>
      <div className="entries-two">
        <Entry label={t('step.action')} error={faultAt('action')}>
          <Select
            value={action}
            onChange={(chosen: AssetAction) => set({ action: chosen })}
            options={asset.actions.map((value) => ({ value, label: t(`action.${value}`) }))}
          />
        </Entry>
        <Entry label={t('step.at')} error={faultAt('organisationId')}>
          <OrganisationSelect value={step.at} onChange={(at) => set({ at })} />
        </Entry>
        {action === 'send' || action === 'lend' ? (
          <Entry label={t('step.to')} error={faultAt('toOrganisationId')}>
            <OrganisationSelect value={step.to} onChange={(to) => set({ to })} />
          </Entry>
        ) : null}
        {action === 'lend' ? (
          <Entry label={t('step.due')} error={faultAt('dueOn')}>
            <Input type="date" value={step.dueOn} onChange={(event) => set({ dueOn: event.target.value })} />
          </Entry>
        ) : null}
        {action === 'pass' ? (
          <Entry label={t('step.inspect-by')} error={faultAt('inspectBy')}>
            <Input type="date" value={step.inspectBy} onChange={(event) => set({ inspectBy: event.target.value })} />
          </Entry>
        ) : null}
      </div>
      {action === 'report-fault' ? (
        <Checkbox checked={step.patientDepends} onChange={(event) => set({ patientDepends: event.target.checked })}>
          {t('step.depends')}
        </Checkbox>
      ) : null}
      <Entry label={t('step.note')} optional>
        <Input.TextArea
          maxLength={2000}
          rows={2}
          value={step.note}
          onChange={(event) => set({ note: event.target.value })}
        />
      </Entry>
    </>
  );
}
