import type { Item, Making } from '@baogong/contract';
import { Checkbox, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrganisationSelect, type Choice } from '../directory/choose.tsx';
import { api } from '../shared/api.ts';
import { Entry } from '../shared/desk/entry.tsx';
import { FormDialog } from '../shared/desk/form-dialog.tsx';
import { useSave } from '../shared/desk/use-save.ts';
import { showToast } from '../shared/plain/toasts.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useSay } from '../shared/use-say.ts';

const methods = ['stock', 'machine', '3d-print'] as const;
type Draft = {
  organisation: Choice | null;
  method: Making['method'];
  options: Record<string, string[]>;
  perDay: number | null;
  leadHours: number | null;
  note: string;
  active: boolean;
};
type Part = { draft: Draft; set: (change: Partial<Draft>) => void; faultAt: (field: string) => string | null };

/** A maker says what it can supply, make or print, and with which parameters; or corrects that, or withdraws it. */
export function MakingDialog({ item, making, onClose }: { item: Item; making: Making | null; onClose: () => void }) {
  const { t } = useTranslation('catalogue');
  const { text } = useSay();
  const [draft, setDraft] = useState<Draft>(() => draftOf(making));
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, { organisation, method, active, ...said }: Draft) => {
      const fields = { ...said, perDay: said.perDay ?? 0, leadHours: said.leadHours ?? 0, note: said.note.trim() };
      return making
        ? api.kits.reviseMaking({ ...fields, commandId, id: making.id, version: making.version, active })
        : api.kits.declareMaking({
            ...fields,
            commandId,
            item: item.code,
            method,
            organisationId: organisation?.id ?? '',
          });
    },
    stale: [queryKeys.sets],
    done: () => (showToast({ text: t('makers.saved') }), onClose()),
  });
  return (
    <FormDialog
      title={`${t('makers.declare')}: ${text(item.name)}`}
      busy={busy}
      problem={problem}
      onConfirm={() => save(draft)}
      onClose={onClose}
    >
      <div className="entries-two">
        {making ? null : <Who draft={draft} set={set} faultAt={faultAt} />}
        {(['perDay', 'leadHours'] as const).map((field) => (
          <Entry key={field} label={t(`makers.${field}`)} error={faultAt(field)}>
            <InputNumber
              min={field === 'perDay' ? 1 : 0}
              precision={0}
              value={draft[field]}
              onChange={(value) => set({ [field]: value } as Partial<Draft>)}
            />
          </Entry>
        ))}
      </div>
      <Options item={item} draft={draft} set={set} faultAt={faultAt} />
      <Entry label={t('makers.note')} optional error={faultAt('note')}>
        <Input maxLength={300} value={draft.note} onChange={(event) => set({ note: event.target.value })} />
      </Entry>
      {making ? (
        <Checkbox checked={draft.active} onChange={(event) => set({ active: event.target.checked })}>
          {t('makers.active')}
        </Checkbox>
      ) : null}
    </FormDialog>
  );
}

function Who({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('catalogue');
  return (
    <>
      <Entry label={t('makers.who')} error={faultAt('organisationId')}>
        <OrganisationSelect
          asks={false}
          value={draft.organisation}
          onChange={(organisation) => set({ organisation })}
        />
      </Entry>
      <Entry label={t('makers.method')} error={faultAt('method')}>
        <Select
          value={draft.method}
          onChange={(method: Making['method']) => set({ method })}
          options={methods.map((value) => ({ value, label: t(`makers.${value}`) }))}
        />
      </Entry>
    </>
  );
}

/** For each parameter what the maker can do; nothing chosen: any. */
function Options({ item, draft, set, faultAt }: Part & { item: Item }) {
  const { t } = useTranslation('catalogue');
  const { text } = useSay();
  function choose(code: string, chosen: string[]): void {
    const { [code]: _before, ...others } = draft.options;
    set({ options: chosen.length === 0 ? others : { ...others, [code]: chosen } });
  }
  return item.parameters.map(({ code, name, options }) => (
    <Entry key={code} label={text(name)} hint={t('makers.any')} error={faultAt(`options.${code}`)} optional>
      <Select
        mode="multiple"
        value={draft.options[code] ?? []}
        onChange={(chosen: string[]) => choose(code, chosen)}
        options={options.map((option) => ({ value: option.code, label: text(option.name) }))}
      />
    </Entry>
  ));
}

function draftOf(making: Making | null): Draft {
  return {
    organisation: making?.organisation ?? null,
    method: making?.method ?? 'stock',
    options: making?.options ?? {},
    perDay: making?.perDay ?? null,
    leadHours: making?.leadHours ?? null,
    note: making?.note ?? '',
    active: making?.active ?? true,
  };
}
