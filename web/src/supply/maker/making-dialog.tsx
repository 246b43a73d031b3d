import type { Making } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemSelect, type ItemChoice } from '../../catalogue/item-select.tsx';
import { OrganisationSelect, type Choice } from '../../directory/choose.tsx';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import { useLines } from './use-lines.ts';

/** Shifts of 8 hours in a day. */
const SHIFTS = 3;

type Draft = {
  maker: Choice | null;
  item: ItemChoice | null;
  method: Making['method'];
  lineId: string | null;
  options: Record<string, string[]>;
  /** In a shift where a line makes it, else in a day. */
  amount: number | null;
  leadHours: number | null;
  note: string;
};
type Part = { draft: Draft; set: (change: Partial<Draft>) => void; faultAt: (field: string) => string | null };
type DialogProps = {
  making: Making | null;
  /** Said already where the dialog was opened. */
  maker?: Choice;
  item?: ItemChoice;
  lineId?: string;
  onClose: () => void;
};

/** Says what can be made and by whom, or changes it; maker, item and method stay once said. */
export function MakingDialog({ making, maker, item, lineId, onClose }: DialogProps) {
  const { t } = useTranslation('supply-maker');
  const say = useSay();
  const [draft, setDraft] = useState(() => draftOf(making, { maker, item, lineId }));
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, sent: Draft) =>
      making
        ? api.kits.reviseMaking({ ...fieldsOf(sent), commandId, id: making.id, version: making.version })
        : api.kits.declareMaking({
            ...fieldsOf(sent),
            commandId,
            organisationId: sent.maker?.id ?? '',
            item: sent.item?.code ?? '',
            method: sent.method,
          }),
    stale: [queryKeys.sets],
    done: (saved) => {
      showToast({ text: t('making.saved', { name: say.text(saved.itemName) }) });
      onClose();
    },
  });
  const part: Part = { draft, set: (change) => setDraft((before) => ({ ...before, ...change })), faultAt };
  return (
    <FormDialog
      title={making ? t('making.edit', { name: say.text(making.itemName) }) : t('making.title')}
      busy={busy}
      problem={problem}
      onConfirm={() => save(draft)}
      onClose={onClose}
    >
      {making || maker ? null : <Who {...part} />}
      {making ? <p className="secondary">{t(`method.${making.method}`)}</p> : <WhatAndHow {...part} />}
      <LineEntry {...part} />
      <Fittings {...part} />
      <Amounts {...part} />
      <Entry label={t('field.note')} error={faultAt('note')} optional>
        <Input.TextArea
          maxLength={2000}
          autoSize={{ minRows: 2 }}
          value={draft.note}
          onChange={(event) => part.set({ note: event.target.value })}
        />
      </Entry>
    </FormDialog>
  );
}

function Who({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('supply-maker');
  return (
    <Entry label={t('field.maker')} error={faultAt('organisationId')}>
      <OrganisationSelect asks={false} value={draft.maker} onChange={(maker) => set({ maker, lineId: null })} />
    </Entry>
  );
}

function WhatAndHow({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('supply-maker');
  return (
    <>
      <Entry label={t('field.item')} error={faultAt('item')}>
        <ItemSelect value={draft.item} onChange={(item) => set({ item, options: {} })} />
      </Entry>
      <Entry label={t('field.method')} error={faultAt('method')}>
        <Radio.Group
          optionType="button"
          value={draft.method}
          onChange={(event) => set({ method: event.target.value as Making['method'] })}
          options={(['machine', '3d-print', 'stock'] as const).map((value) => ({ value, label: t(`method.${value}`) }))}
        />
      </Entry>
    </>
  );
}

function LineEntry({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('supply-maker');
  const lines = useLines(draft.maker?.id);
  if (lines.length === 0) return null;
  return (
    <Entry label={t('field.line')} error={faultAt('lineId')} optional>
      <Select
        allowClear
        placeholder={t('field.line-none')}
        value={draft.lineId}
        onChange={(lineId: string | null | undefined) => set({ lineId: lineId ?? null })}
        options={lines.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Entry>
  );
}

/** For each parameter of the item, the options that can be made; none chosen: all. */
function Fittings({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('supply-maker');
  const { text } = useSay();
  const code = draft.item?.code ?? '';
  const item = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', code],
    queryFn: () => api.catalogue.getItem({ code }),
    enabled: code !== '',
  });
  return item.data?.parameters.map((parameter) => (
    <Entry
      key={parameter.code}
      label={text(parameter.name)}
      hint={t('field.options-hint')}
      error={faultAt(`options.${parameter.code}`)}
      optional
    >
      <Select
        mode="multiple"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={draft.options[parameter.code] ?? []}
        onChange={(chosen: string[]) => set({ options: { ...draft.options, [parameter.code]: chosen } })}
        options={parameter.options.map(({ code: value, name }) => ({ value, label: text(name) }))}
      />
    </Entry>
  ));
}

function Amounts({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('supply-maker');
  return (
    <div className="entries-two">
      <Entry label={t(draft.lineId ? 'field.per-shift' : 'field.per-day')} error={faultAt('perDay')}>
        <InputNumber min={1} precision={0} value={draft.amount} onChange={(amount) => set({ amount })} />
      </Entry>
      <Entry label={t('field.lead')} hint={t('field.lead-hint')} error={faultAt('leadHours')}>
        <InputNumber
          min={0}
          max={8760}
          precision={0}
          value={draft.leadHours}
          onChange={(leadHours) => set({ leadHours })}
        />
      </Entry>
    </div>
  );
}

type Said = { maker: Choice | undefined; item: ItemChoice | undefined; lineId: string | undefined };

function draftOf(making: Making | null, { maker, item, lineId }: Said): Draft {
  if (!making) {
    const said = { maker: maker ?? null, item: item ?? null, lineId: lineId ?? null };
    return { ...said, method: 'machine', options: {}, amount: null, leadHours: null, note: '' };
  }
  const amount = making.lineId ? Math.round(making.perDay / SHIFTS) : making.perDay;
  const { method, options, leadHours, note } = making;
  const code = { code: making.item, name: making.itemName };
  return {
    maker: making.organisation,
    item: code,
    lineId: making.lineId,
    method,
    options,
    amount,
    leadHours,
    note: note ?? '',
  };
}

/** An amount or a time left empty is refused by the server, which names the field. */
function fieldsOf({ lineId, options, amount, leadHours, note }: Draft) {
  const chosen = Object.entries(options).filter(([, each]) => each.length > 0);
  return {
    lineId,
    options: Object.fromEntries(chosen),
    perDay: (amount ?? 0) * (lineId ? SHIFTS : 1),
    leadHours: leadHours ?? -1,
    note: note.trim() || null,
  };
}
