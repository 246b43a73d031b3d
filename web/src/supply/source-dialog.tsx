import type { Source } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemSelect } from '../catalogue/item-select.tsx';
import { OrganisationSelect, type Choice } from '../directory/choose.tsx';
import { instantOfLocal, localOfInstant } from '../needs/form/draft.ts';
import { api } from '../shared/api.ts';
import { Entry } from '../shared/desk/entry.tsx';
import { FormDialog } from '../shared/desk/form-dialog.tsx';
import { useSave } from '../shared/desk/use-save.ts';
import { showToast } from '../shared/plain/toasts.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useSay } from '../shared/use-say.ts';
import { draftOf, revisionOf, sourceOf, type Draft } from './draft.ts';

type DialogProps = { source: Source | null; own: Choice | null; onClose: () => void };
type Part = { draft: Draft; set: (change: Partial<Draft>) => void; faultAt: (field: string) => string | null };

/** Reports stock or an offer, or corrects one; who, what and form stay once it is made. */
export function SourceDialog({ source, own, onClose }: DialogProps) {
  const { t } = useTranslation('supply');
  const say = useSay();
  const [draft, setDraft] = useState(() => draftOf(source, own));
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, sent: Draft) =>
      source
        ? api.supply.reviseSource({ ...revisionOf(sent), commandId, id: source.id, version: source.version })
        : api.supply.createSource({ ...sourceOf(sent), commandId }),
    stale: [queryKeys.supply],
    done: (saved) => {
      showToast({ text: t('saved', { name: saved.organisationName }) });
      onClose();
    },
  });
  const part = { draft, set: (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change })), faultAt };
  const quantityHint = source?.reserved
    ? t('field.quantity-hint', { quantity: say.quantity(source.reserved, source.baseUnitName) })
    : null;
  return (
    <FormDialog
      title={source ? t('edit', { name: source.organisationName }) : t('add')}
      busy={busy}
      problem={problem}
      onConfirm={() => save(draft)}
      onClose={onClose}
    >
      {source ? <p className="secondary">{say.text(source.itemName)}</p> : <WhoAndWhat {...part} />}
      <div className="entries-two">
        <Entry
          label={source ? t('field.quantity-in', { unit: say.text(source.baseUnitName) }) : t('field.quantity')}
          hint={quantityHint}
          error={faultAt('quantity')}
        >
          <InputNumber min={0} precision={0} value={draft.quantity} onChange={(quantity) => part.set({ quantity })} />
        </Entry>
        {source ? null : <UnitEntry {...part} />}
        <Entry label={t('field.lead')} error={faultAt('leadMinutes')}>
          <InputNumber
            min={0}
            max={43_200}
            precision={0}
            value={draft.leadMinutes}
            onChange={(leadMinutes) => part.set({ leadMinutes })}
          />
        </Entry>
      </div>
      <WindowAndNote {...part} />
    </FormDialog>
  );
}

function WhoAndWhat({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('supply');
  return (
    <>
      <Entry label={t('field.organisation')} error={faultAt('organisationId')}>
        <OrganisationSelect
          asks={false}
          value={draft.organisation}
          onChange={(organisation) => set({ organisation })}
        />
      </Entry>
      <Entry label={t('field.item')} error={faultAt('item')}>
        <ItemSelect value={draft.item} onChange={(item) => set({ item, unit: null })} />
      </Entry>
      <Radio.Group
        aria-label={t('field.form')}
        value={draft.form}
        onChange={(event) => set({ form: event.target.value as Draft['form'] })}
        options={(['stock', 'offer'] as const).map((value) => ({ value, label: t(`form.${value}`) }))}
      />
    </>
  );
}

function UnitEntry({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('supply');
  const { text } = useSay();
  const code = draft.item?.code ?? '';
  const item = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', code],
    queryFn: () => api.catalogue.getItem({ code }),
    enabled: code !== '',
  });
  const units = item.data?.units ?? [];
  return (
    <Entry label={t('field.unit')} error={faultAt('unit')}>
      <Select
        disabled={units.length === 0}
        value={draft.unit ?? item.data?.baseUnit ?? null}
        onChange={(unit) => set({ unit })}
        options={units.map(({ unit, name }) => ({ value: unit, label: text(name) }))}
      />
    </Entry>
  );
}

function WindowAndNote({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('supply');
  return (
    <>
      <div className="entries-two">
        {(['availableFrom', 'availableUntil'] as const).map((field) => (
          <Entry
            key={field}
            label={t(field === 'availableFrom' ? 'field.from' : 'field.until')}
            error={faultAt(field)}
            optional
          >
            <Input
              type="datetime-local"
              value={localOfInstant(draft[field])}
              onChange={(event) => set({ [field]: instantOfLocal(event.target.value) })}
            />
          </Entry>
        ))}
      </div>
      <Entry label={t('field.note')} error={faultAt('note')} optional>
        <Input.TextArea
          maxLength={2000}
          autoSize={{ minRows: 2 }}
          value={draft.note}
          onChange={(event) => set({ note: event.target.value })}
        />
      </Entry>
    </>
  );
}
