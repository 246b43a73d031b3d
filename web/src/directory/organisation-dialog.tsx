import type { Organisation } from '@baogong/contract';
import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../shared/api.ts';
import { Entry } from '../shared/desk/entry.tsx';
import { FormDialog } from '../shared/desk/form-dialog.tsx';
import { useSave } from '../shared/desk/use-save.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { showToast } from '../shared/plain/toasts.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { AreaSelect } from './choose.tsx';
import { bodyOf, draftOf, isHalfPlaced, type Draft } from './draft.ts';
import { useKindOptions } from './kind-names.ts';
import { usccState } from './uscc.ts';

type DialogProps = { organisation: Organisation | null; onClose: () => void };
type Part = { draft: Draft; set: (change: Partial<Draft>) => void; faultAt: (field: string) => string | null };

/** Adds an organisation, or changes one. */
export function OrganisationDialog({ organisation, onClose }: DialogProps) {
  const { t } = useTranslation('directory');
  const [draft, setDraft] = useState(() => draftOf(organisation));
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, body: ReturnType<typeof bodyOf>) =>
      organisation
        ? api.directory.reviseOrganisation({ ...body, commandId, id: organisation.id, version: organisation.version })
        : api.directory.createOrganisation({ ...body, commandId }),
    stale: [queryKeys.directory],
    done: (saved) => {
      showToast({ text: t('saved', { name: saved.name }) });
      onClose();
    },
  });
  const part = { draft, set: (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change })), faultAt };
  return (
    <FormDialog
      title={organisation ? t('edit', { name: organisation.name }) : t('add')}
      busy={busy}
      problem={problem}
      onConfirm={() => (isHalfPlaced(draft) ? undefined : save(bodyOf(draft)))}
      onClose={onClose}
    >
      <NameFields {...part} />
      <PlaceFields {...part} />
      <CreditCode {...part} />
      <Coordinates {...part} />
    </FormDialog>
  );
}

function NameFields({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('directory');
  const kinds = useKindOptions();
  return (
    <>
      <Entry label={t('field.name')} error={faultAt('name')}>
        <Input maxLength={200} value={draft.name} onChange={(event) => set({ name: event.target.value })} />
      </Entry>
      <div className="entries-two">
        <Entry label={t('field.kind')} error={faultAt('kind')}>
          <Select value={draft.kind} onChange={(kind) => set({ kind })} options={kinds} />
        </Entry>
        <Entry label={t('field.grade')} hint={t('field.grade-hint')} error={faultAt('grade')} optional>
          <Input maxLength={40} value={draft.grade} onChange={(event) => set({ grade: event.target.value })} />
        </Entry>
      </div>
      <Entry label={t('field.nameEn')} error={faultAt('nameEn')} optional>
        <Input maxLength={200} value={draft.nameEn} onChange={(event) => set({ nameEn: event.target.value })} />
      </Entry>
    </>
  );
}

function PlaceFields({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('directory');
  return (
    <div className="entries-two">
      <Entry label={t('field.areaCode')} error={faultAt('areaCode')}>
        <AreaSelect value={draft.area} onChange={(area) => set({ area })} />
      </Entry>
      <Entry label={t('field.address')} error={faultAt('address')} optional>
        <Input maxLength={2000} value={draft.address} onChange={(event) => set({ address: event.target.value })} />
      </Entry>
    </div>
  );
}

function CreditCode({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('directory');
  const standing = usccState(draft.uscc);
  const wrong = standing.state === 'letter' || standing.state === 'check' || standing.state === 'long';
  const blank = { count: 0, place: 0, letter: '', expected: '' };
  const said =
    standing.state === 'empty' ? t('field.uscc-hint') : t(`uscc.${standing.state}`, { ...blank, ...standing });
  const good = standing.state === 'good' ? <Icon name="check" size={14} /> : null;
  return (
    <Entry
      label={t('field.uscc')}
      optional
      hint={
        wrong ? null : (
          <>
            {good} {said}
          </>
        )
      }
      error={wrong ? said : faultAt('uscc')}
    >
      <Input maxLength={40} value={draft.uscc} onChange={(event) => set({ uscc: event.target.value.toUpperCase() })} />
    </Entry>
  );
}

function Coordinates({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('directory');
  const half = isHalfPlaced(draft) ? t('field.location-half') : null;
  return (
    <fieldset className="plain-fieldset">
      <div className="entries-two">
        <Entry label={t('field.longitude')} error={half ?? faultAt('location')} optional>
          <InputNumber min={-180} max={180} value={draft.longitude} onChange={(longitude) => set({ longitude })} />
        </Entry>
        <Entry label={t('field.latitude')} optional>
          <InputNumber min={-90} max={90} value={draft.latitude} onChange={(latitude) => set({ latitude })} />
        </Entry>
        <Entry label={t('field.system')}>
          <Select
            value={draft.system}
            onChange={(system) => set({ system })}
            options={(['WGS-84', 'GCJ-02', 'BD-09'] as const).map((value) => ({ value, label: value }))}
          />
        </Entry>
      </div>
      <p className="hint">{t('field.location-hint')}</p>
    </fieldset>
  );
}
