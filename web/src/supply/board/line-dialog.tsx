import type { ProductionLine } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, InputNumber, Select, Switch } from 'antd';
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

type Draft = {
  organisation: Choice | null;
  item: ItemChoice | null;
  name: string;
  capacity: number | null;
  unit: string | null;
  rampHours: number | null;
  shares: string;
  bookInto: string | null;
  running: boolean;
};
type Part = { draft: Draft; set: (change: Partial<Draft>) => void; faultAt: (field: string) => string | null };

/** Adds a line or changes one; whose it is and what it makes stay once it is made. */
export function LineDialog({ line, onClose }: { line: ProductionLine | null; onClose: () => void }) {
  const { t } = useTranslation('supply-board');
  const say = useSay();
  const [draft, setDraft] = useState(() => draftOf(line));
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, sent: Draft) =>
      line
        ? api.production.reviseLine({ ...fieldsOf(sent), commandId, id: line.id, version: line.version })
        : api.production.createLine({
            ...fieldsOf(sent),
            commandId,
            organisationId: sent.organisation?.id ?? '',
            item: sent.item?.code ?? '',
            unit: sent.unit,
            running: sent.running,
          }),
    stale: [queryKeys.supply, queryKeys.board],
    done: (saved) => {
      showToast({ text: t('line.saved', { name: saved.name }) });
      onClose();
    },
  });
  const part: Part = { draft, set: (change) => setDraft((before) => ({ ...before, ...change })), faultAt };
  return (
    <FormDialog
      title={line ? t('line.edit', { name: line.name }) : t('line.add')}
      busy={busy}
      problem={problem}
      onConfirm={() => save(draft)}
      onClose={onClose}
    >
      {line ? (
        <p className="secondary">
          {line.organisationName} · {say.text(line.itemName)}
        </p>
      ) : (
        <WhoAndWhat {...part} />
      )}
      <Entry label={t('field.name')} error={faultAt('name')}>
        <Input maxLength={200} value={draft.name} onChange={(event) => part.set({ name: event.target.value })} />
      </Entry>
      <CapacityAndRamp {...part} line={line} />
      <BookInto {...part} line={line} />
      {line ? <Running line={line} onDone={onClose} /> : null}
    </FormDialog>
  );
}

function WhoAndWhat({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('supply-board');
  return (
    <div className="entries-two">
      <Entry label={t('field.organisation')} error={faultAt('organisationId')}>
        <OrganisationSelect
          asks={false}
          value={draft.organisation}
          onChange={(organisation) => set({ organisation, bookInto: null })}
        />
      </Entry>
      <Entry label={t('field.item')} error={faultAt('item')}>
        <ItemSelect value={draft.item} onChange={(item) => set({ item, unit: null, bookInto: null })} />
      </Entry>
    </div>
  );
}

function CapacityAndRamp({ draft, set, faultAt, line }: Part & { line: ProductionLine | null }) {
  const { t } = useTranslation('supply-board');
  const { text } = useSay();
  const code = line?.item ?? draft.item?.code ?? '';
  const item = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', code],
    queryFn: () => api.catalogue.getItem({ code }),
    enabled: code !== '' && !line,
  });
  const units = (item.data?.units ?? []).map(({ unit, name }) => ({ value: unit, label: text(name) }));
  return (
    <>
      <div className="entries-two">
        <Entry
          label={line ? t('field.capacity-in', { unit: text(line.baseUnitName) }) : t('field.capacity')}
          error={faultAt('capacity')}
        >
          <InputNumber min={1} precision={0} value={draft.capacity} onChange={(capacity) => set({ capacity })} />
        </Entry>
        {line ? null : (
          <Entry label={t('field.unit')} error={faultAt('unit')}>
            <Select
              disabled={units.length === 0}
              value={draft.unit ?? item.data?.baseUnit ?? null}
              onChange={(unit) => set({ unit })}
              options={units}
            />
          </Entry>
        )}
      </div>
      <div className="entries-two">
        <Entry label={t('field.ramp-hours')} error={faultAt('ramp.hours')}>
          <InputNumber
            min={0}
            max={240}
            precision={0}
            value={draft.rampHours}
            onChange={(rampHours) => set({ rampHours })}
          />
        </Entry>
        <Entry label={t('field.shares')} hint={t('field.shares-hint')} error={faultAt('ramp.shares')} optional>
          <Input
            inputMode="numeric"
            placeholder="25 50 75"
            value={draft.shares}
            onChange={(event) => set({ shares: event.target.value })}
          />
        </Entry>
      </div>
      {line ? null : (
        <Entry label={t('field.running')}>
          <Switch checked={draft.running} onChange={(running) => set({ running })} />
        </Entry>
      )}
    </>
  );
}

/** Into which of the producer's stocks its output is booked; none: only reported. */
function BookInto({ draft, set, faultAt, line }: Part & { line: ProductionLine | null }) {
  const { t } = useTranslation('supply-board');
  const say = useSay();
  const organisation = line?.organisationId ?? draft.organisation?.id;
  const item = line?.item ?? draft.item?.code;
  const sources = useQuery({
    queryKey: [...queryKeys.supply, 'of', organisation, item],
    queryFn: () => api.supply.listSources({ organisation, item }),
    enabled: Boolean(organisation && item),
  });
  const stocks = (sources.data?.rows ?? []).filter(({ form }) => form === 'stock');
  return (
    <Entry label={t('field.book')} hint={t('field.book-hint')} error={faultAt('bookInto')} optional>
      <Select
        allowClear
        disabled={stocks.length === 0}
        value={draft.bookInto}
        onChange={(bookInto) => set({ bookInto: bookInto ?? null })}
        options={stocks.map((source) => ({
          value: source.id,
          label: `${say.quantity(source.quantity, source.baseUnitName)}${source.note ? ` · ${source.note}` : ''}`,
        }))}
      />
    </Entry>
  );
}

function Running({ line, onDone }: { line: ProductionLine; onDone: () => void }) {
  const { t } = useTranslation('supply-board');
  const running = line.state === 'stopped';
  const { save, busy, problem } = useSave({
    run: (commandId, wanted: boolean) => api.production.setLineRunning({ commandId, id: line.id, running: wanted }),
    stale: [queryKeys.supply, queryKeys.board],
    done: onDone,
  });
  return (
    <div className="entries-row">
      <Button loading={busy} onClick={() => save(running)}>
        {t(running ? 'line.start' : 'line.stop')}
      </Button>
      {problem ? <span className="error">{problem.message}</span> : null}
    </div>
  );
}

function draftOf(line: ProductionLine | null): Draft {
  return {
    organisation: null,
    item: null,
    name: line?.name ?? '',
    capacity: line?.capacity ?? null,
    unit: null,
    rampHours: line?.ramp.hours ?? 0,
    shares: line?.ramp.shares.join(' ') ?? '',
    bookInto: line?.bookInto ?? null,
    running: true,
  };
}

/** A capacity left empty and shares that are no numbers are refused by the server, which names the field. */
function fieldsOf({ name, capacity, rampHours, shares, bookInto }: Draft) {
  const parts = shares.split(/[^\d.-]+/).filter(Boolean);
  return { name, capacity: capacity ?? 0, ramp: { hours: rampHours ?? 0, shares: parts.map(Number) }, bookInto };
}
