import type { RunDryRow } from '@baogong/contract';
import { Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { ProblemAlert } from '../../shared/desk/problem-alert.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { readable } from '../../shared/format.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import { usualUnit } from '../estimates.ts';

/** A reading that the site told somebody, in one line. */
export function ReadForm({ stock }: { stock: RunDryRow }) {
  const { t } = useTranslation(['stock', 'shared']);
  const say = useSay();
  const [value, setValue] = useState<number | null>(null);
  const [unit, setUnit] = useState(() => usualUnit(stock));
  const largest = readable(1_000_000, stock.baseUnitName);
  const { save, busy, problem } = useSave({
    stale: [queryKeys.runDry],
    run: (commandId, level: { value: number; unit: string }) =>
      api.readings.takeReadings({ commandId, readings: [{ stockId: stock.stockId, level }] }),
    done: () => (showToast({ text: t('read.saved') }), setValue(null)),
  });
  const scale = 1_000_000 / largest.value;
  const units = [
    ...(stock.capacity === null ? [] : [{ value: 'percent', label: t('read.percent') }]),
    { value: 'base', label: largest.word ? t(`shared:${largest.word}`) : say.text(stock.baseUnitName) },
  ];
  const send = () => {
    if (value === null) return;
    save(unit === 'percent' ? { value, unit } : { value: Math.round(value * scale), unit: stock.baseUnitName.zh });
  };
  return (
    <form className="entries" onSubmit={(event) => (event.preventDefault(), send())}>
      <div className="entries-row">
        <InputNumber aria-label={t('read.value')} min={0} value={value} onChange={setValue} />
        <Select aria-label={t('read.unit')} value={unit} onChange={setUnit} options={units} style={{ minWidth: 84 }} />
        <Button htmlType="submit" loading={busy} disabled={value === null}>
          {t('read.title')}
        </Button>
      </div>
      <ProblemAlert problem={problem} />
    </form>
  );
}
