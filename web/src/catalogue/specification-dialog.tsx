import type { Bilingual, Item } from '@baogong/contract';
import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../shared/api.ts';
import { Entry } from '../shared/desk/entry.tsx';
import { FormDialog } from '../shared/desk/form-dialog.tsx';
import { useSave } from '../shared/desk/use-save.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { showToast } from '../shared/plain/toasts.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useSay } from '../shared/use-say.ts';
import { newKey } from './draft.ts';
import { RowsEditor } from '../shared/desk/rows-editor.tsx';

const registers = ['cylinder', 'concentrator', 'ventilator', 'high-flow', 'other'] as const;
type Named = { key: number; code: string; name: Bilingual };
type Parameter = Named & { options: Named[] };
type Draft = {
  serialKind: Item['serialKind'];
  /** Litres of water. */
  litres: number | null;
  /** Gauge pressure, MPa. */
  megapascals: number | null;
  parameters: Parameter[];
};
type Part = { draft: Draft; set: (change: Partial<Draft>) => void; faultAt: (field: string) => string | null };

/** Edits what must be known of an item before it fits, each with its unit. */
export function SpecificationDialog({ item, onClose }: { item: Item; onClose: () => void }) {
  const { t } = useTranslation('catalogue');
  const { text } = useSay();
  const [draft, setDraft] = useState<Draft>(() => draftOf(item));
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, said: Draft) =>
      api.catalogue.reviseItem({ ...bodyOf(said), commandId, code: item.code, version: item.version }),
    stale: [queryKeys.catalogue, queryKeys.sets],
    done: () => {
      showToast({ text: t('saved', { name: text(item.name) }) });
      onClose();
    },
  });
  return (
    <FormDialog
      title={`${t('spec.title')}: ${text(item.name)}`}
      width={720}
      busy={busy}
      problem={problem}
      onConfirm={() => save(draft)}
      onClose={onClose}
    >
      <Cylinder draft={draft} set={set} faultAt={faultAt} />
      {draft.parameters.map((parameter, index) => (
        <ParameterFields
          key={parameter.key}
          parameter={parameter}
          label={index + 1}
          error={faultAt(`parameters[${index}]`)}
          onChange={(changed) =>
            set({ parameters: draft.parameters.map((other) => (other.key === parameter.key ? changed : other)) })
          }
          onRemove={() => set({ parameters: draft.parameters.filter(({ key }) => key !== parameter.key) })}
        />
      ))}
      <Button
        icon={<Icon name="plus" size={16} />}
        style={{ justifySelf: 'start' }}
        onClick={() => set({ parameters: [...draft.parameters, { ...blank(), options: [blank()] }] })}
      >
        {t('spec.add')}
      </Button>
    </FormDialog>
  );
}

function Cylinder({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('catalogue');
  return (
    <div className="entries-two">
      <Entry label={t('spec.register')} hint={t('spec.register-hint')} error={faultAt('serialKind')} optional>
        <Select
          allowClear
          value={draft.serialKind}
          onChange={(serialKind?: Item['serialKind']) => set({ serialKind: serialKind ?? null })}
          options={registers.map((value) => ({ value, label: t(`register.${value}`) }))}
        />
      </Entry>
      <Entry label={t('spec.volume')} hint={t('spec.volume-hint')} error={faultAt('waterMillilitres')} optional>
        <InputNumber min={0.001} max={1000} suffix="L" value={draft.litres} onChange={(litres) => set({ litres })} />
      </Entry>
      <Entry label={t('spec.pressure')} hint={t('spec.pressure-hint')} error={faultAt('filledKilopascals')} optional>
        <InputNumber
          min={0.1}
          max={30}
          suffix="MPa"
          value={draft.megapascals}
          onChange={(megapascals) => set({ megapascals })}
        />
      </Entry>
    </div>
  );
}

type ParameterProps = {
  parameter: Parameter;
  label: number;
  error: string | null;
  onChange: (parameter: Parameter) => void;
  onRemove: () => void;
};

function ParameterFields({ parameter, label, error, onChange, onRemove }: ParameterProps) {
  const { t } = useTranslation('catalogue');
  return (
    <section className="spec-parameter" aria-label={t('spec.parameter', { row: label })}>
      <div className="edit-row">
        <NameFields
          row={t('spec.parameter', { row: label })}
          named={parameter}
          onChange={(named) => onChange({ ...parameter, ...named })}
        />
        <Button
          type="text"
          aria-label={t('spec.remove', { row: label })}
          icon={<Icon name="close" size={16} />}
          onClick={onRemove}
        />
      </div>
      <RowsEditor
        title={t('spec.options')}
        error={error}
        rows={parameter.options}
        onChange={(options) => onChange({ ...parameter, options })}
        blank={blank}
        render={(option, row, change) => (
          <NameFields
            row={t('spec.option', { row })}
            named={option}
            onChange={(named) => change({ ...option, ...named })}
          />
        )}
      />
    </section>
  );
}

type NameProps = { row: string; named: Named; onChange: (named: Pick<Named, 'code' | 'name'>) => void };

function NameFields({ row, named: { code, name }, onChange }: NameProps) {
  const { t } = useTranslation('catalogue');
  const field = (label: string, value: string, length: number, change: (value: string) => void) => (
    <Input
      className="grow"
      aria-label={`${row}: ${label}`}
      placeholder={label}
      maxLength={length}
      value={value}
      onChange={(event) => change(event.target.value)}
    />
  );
  return (
    <>
      {field(t('spec.code'), code, 60, (value) => onChange({ code: value.trim(), name }))}
      {field(t('spec.name-zh'), name.zh, 200, (zh) => onChange({ code, name: { ...name, zh } }))}
      {field(t('spec.name-en'), name.en, 200, (en) => onChange({ code, name: { ...name, en } }))}
    </>
  );
}

function blank(): Named {
  return { key: newKey(), code: '', name: { zh: '', en: '' } };
}

function draftOf({ serialKind, waterMillilitres, filledKilopascals, parameters }: Item): Draft {
  const keyed = <Row,>(row: Row) => ({ ...row, key: newKey() });
  return {
    serialKind,
    litres: waterMillilitres === null ? null : waterMillilitres / 1000,
    megapascals: filledKilopascals === null ? null : filledKilopascals / 1000,
    parameters: parameters.map((parameter) => ({ ...keyed(parameter), options: parameter.options.map(keyed) })),
  };
}

/** In the units of the ledger: whole millilitres and kilopascals. */
function bodyOf({ serialKind, litres, megapascals, parameters }: Draft) {
  const bare = ({ code, name }: Named) => ({ code, name });
  return {
    serialKind,
    waterMillilitres: litres === null ? null : Math.round(litres * 1000),
    filledKilopascals: megapascals === null ? null : Math.round(megapascals * 1000),
    parameters: parameters.map((parameter) => ({ ...bare(parameter), options: parameter.options.map(bare) })),
  };
}
