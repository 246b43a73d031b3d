import type { Gauge, RunDryRow } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemSelect, type ItemChoice } from '../../catalogue/item-select.tsx';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { readable } from '../../shared/format.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';

type Fields = {
  gauge: Gauge;
  /** In the chosen unit. */
  capacity: number | null;
  deadStock: number | null;
  flowLimitPerHour: number | null;
  fullKilopascal: number | null;
  tankCount: number;
  resupplyMinutes: number | null;
};

/** What is known of a watched stock: its gauge, what it holds, what it lets through, how long resupply takes. */
export function SettingsDialog(props: { organisationId: string; stock: RunDryRow | null; onClose: () => void }) {
  const { organisationId, stock, onClose } = props;
  const { t } = useTranslation('stock');
  const [item, setItem] = useState<ItemChoice | null>(stock ? { code: stock.item, name: stock.itemName } : null);
  const unit = useUnit(item?.code, stock);
  const [fields, setFields] = useState<Fields>(() => fieldsOf(stock));
  const { save, busy, problem, faultAt } = useSave({
    stale: [queryKeys.runDry],
    run: (commandId, body: Omit<Parameters<typeof api.readings.watchStock>[0], 'commandId'>) =>
      stock
        ? api.readings.reviseStock({ commandId, id: stock.stockId, version: stock.version, ...body })
        : api.readings.watchStock({ commandId, ...body }),
    done: () => (showToast({ text: t('settings.saved') }), onClose()),
  });
  const inBase = (value: number | null) => (value === null ? null : Math.round(value * unit.toBase));
  const confirm = () => {
    if (!item) return;
    const { capacity, deadStock, flowLimitPerHour, ...rest } = fields;
    const amounts = {
      capacity: inBase(capacity),
      deadStock: inBase(deadStock) ?? 0,
      flowLimitPerHour: inBase(flowLimitPerHour),
    };
    save({ organisationId, item: item.code, ...rest, ...amounts });
  };
  const amount = (field: 'capacity' | 'deadStock' | 'flowLimitPerHour', word: 'capacity' | 'dead' | 'flow') => (
    <Entry label={t(`settings.${word}`)} error={faultAt(field)}>
      <InputNumber min={0} value={fields[field]} onChange={(value) => setFields({ ...fields, [field]: value })} />
    </Entry>
  );
  return (
    <FormDialog title={t('settings.title')} busy={busy} problem={problem} onConfirm={confirm} onClose={onClose}>
      <div className="entries-two">
        <Entry label={t('settings.item')} error={faultAt('item')}>
          <ItemSelect value={item} onChange={(chosen) => (stock ? undefined : setItem(chosen))} />
        </Entry>
        <Entry label={t('settings.gauge')}>
          <Select
            value={fields.gauge}
            onChange={(gauge: Gauge) => setFields({ ...fields, gauge })}
            options={(['percent', 'quantity', 'pressure'] as const).map((value) => ({
              value,
              label: t(`gauge.${value}`),
            }))}
          />
        </Entry>
        <Entry label={t('settings.unit')}>
          <Select value={unit.unit} onChange={unit.choose} options={unit.options} />
        </Entry>
        {amount('capacity', 'capacity')}
        {amount('deadStock', 'dead')}
        {amount('flowLimitPerHour', 'flow')}
        <OtherEntries fields={fields} setFields={setFields} faultAt={faultAt} />
      </div>
    </FormDialog>
  );
}

type OtherProps = { fields: Fields; setFields: (fields: Fields) => void; faultAt: (field: string) => string | null };

function OtherEntries({ fields, setFields, faultAt }: OtherProps) {
  const { t } = useTranslation('stock');
  return (
    <>
      {fields.gauge === 'pressure' ? (
        <Entry label={t('settings.pressure')} error={faultAt('fullKilopascal')}>
          <InputNumber
            min={1}
            precision={0}
            value={fields.fullKilopascal}
            onChange={(fullKilopascal) => setFields({ ...fields, fullKilopascal })}
          />
        </Entry>
      ) : null}
      <Entry label={t('settings.tanks')}>
        <InputNumber
          min={1}
          precision={0}
          value={fields.tankCount}
          onChange={(tankCount) => setFields({ ...fields, tankCount: tankCount ?? 1 })}
        />
      </Entry>
      <Entry label={t('settings.resupply')}>
        <InputNumber
          min={0}
          precision={0}
          value={fields.resupplyMinutes}
          onChange={(resupplyMinutes) => setFields({ ...fields, resupplyMinutes })}
        />
      </Entry>
    </>
  );
}

/** Amounts as the page shows them: in tonnes where the stock is kept in grams. */
function fieldsOf(stock: RunDryRow | null): Fields {
  const scale = stock ? scaleOf(stock) : 1;
  const shown = (quantity: number | null | undefined) => (quantity ? quantity / scale : null);
  return {
    gauge: stock?.gauge ?? 'percent',
    capacity: shown(stock?.capacity),
    deadStock: shown(stock?.deadStock),
    flowLimitPerHour: shown(stock?.flowLimitPerHour),
    fullKilopascal: stock?.fullKilopascal ?? null,
    tankCount: stock?.tankCount ?? 1,
    resupplyMinutes: stock?.resupplyMinutes ?? null,
  };
}

function scaleOf({ baseUnitName }: RunDryRow): number {
  const largest = 1_000_000;
  return largest / readable(largest, baseUnitName).value;
}

/** The unit in which amounts are typed: at first the largest that people say. */
function useUnit(item: string | undefined, stock: RunDryRow | null) {
  const { text } = useSay();
  const [chosen, setChosen] = useState<string | null>(null);
  const found = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', item],
    queryFn: () => api.catalogue.getItem({ code: item! }),
    enabled: Boolean(item),
  });
  const units = found.data?.units ?? [];
  const wanted = stock ? scaleOf(stock) : units.some(({ unit }) => unit === 'tonne') ? 1_000_000 : 1;
  const usual = units.find(({ toBase }) => toBase === wanted) ?? units[0];
  const current = units.find(({ unit }) => unit === chosen) ?? usual;
  return {
    unit: current?.unit ?? null,
    toBase: current?.toBase ?? wanted,
    choose: setChosen,
    options: units.map(({ unit, name }) => ({ value: unit, label: text(name) })),
  };
}
