import type { Equivalents, Item } from '@baogong/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../shared/api.ts';
import { unitText } from '../shared/format.ts';
import { Entry } from '../shared/desk/entry.tsx';
import { Card } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useSay } from '../shared/use-say.ts';
import { useSettled } from '../shared/use-settled.ts';

const OXYGEN = 'liquid-oxygen';
const isNumber = (text: string) => /^\d{1,15}(\.\d{1,9})?$/.test(text) && Number(text) > 0;

/** One quantity in every unit; of oxygen as mass, liquid, gas and, once the pressure is stated, cylinders. */
export function Converter({ item }: { item: Item }) {
  const { t } = useTranslation('catalogue');
  const oxygen = item.code === OXYGEN || (item.class === 'oxygen' && item.waterMillilitres !== null);
  const units = useUnits(item);
  const [typed, setTyped] = useState('1');
  const [unit, setUnit] = useState(item.code === OXYGEN ? 'tonne' : item.baseUnit);
  const [pressure, setPressure] = useState('');
  const quantity = useSettled(typed.trim(), 200);
  const settled = useSettled(pressure.trim(), 200);
  const asked = { code: item.code, quantity, unit, pressureMegapascals: settled || undefined };
  const answer = useQuery({
    queryKey: [...queryKeys.catalogue, 'equivalents', asked],
    queryFn: () => api.catalogue.listEquivalents(asked),
    enabled: isNumber(quantity) && (settled === '' || isNumber(settled)),
    placeholderData: (before) => before,
    retry: false,
  });
  return (
    <div className="converter">
      <Card title={t('convert.title')}>
        <div className="entries-two">
          <Entry label={t('convert.quantity')} error={isNumber(typed.trim()) ? null : t('convert.wrong')}>
            <Input inputMode="decimal" value={typed} onChange={(event) => setTyped(event.target.value)} />
          </Entry>
          <Entry label={t('convert.unit')}>
            <Select value={unit} onChange={setUnit} options={units} showSearch={{ optionFilterProp: 'label' }} />
          </Entry>
          {oxygen ? (
            <Entry
              label={t('convert.pressure')}
              hint={usualPressure(item) ? t('convert.pressure-usual') : t('convert.pressure-hint')}
            >
              <Input
                inputMode="decimal"
                placeholder={usualPressure(item) ?? '13.5'}
                value={pressure}
                onChange={(event) => setPressure(event.target.value)}
              />
            </Entry>
          ) : null}
        </div>
        <Answer answer={answer} unit={unit} />
      </Card>
    </div>
  );
}

/** What the catalogue says that this cylinder is filled to, MPa. */
function usualPressure({ filledKilopascals }: Item): string | null {
  return filledKilopascals === null ? null : String(filledKilopascals / 1000);
}

type AnswerProps = { answer: UseQueryResult<Equivalents>; unit: string };

/** All forms but the one asked in; what must be stated first; what they rest on. */
function Answer({ answer, unit }: AnswerProps) {
  const { t } = useTranslation('catalogue');
  const say = useSay();
  const rows = answer.data?.rows.filter((row) => row.unit !== unit) ?? [];
  return (
    <>
      {answer.isError ? (
        <p className="error" role="alert">
          {say.problem(problemOf(answer.error))}
        </p>
      ) : (
        <ul className="equivalents numbers" aria-live="polite">
          {rows.map((row) => (
            <li key={row.unit}>
              <strong>
                {row.exact ? '=' : '≈'} {grouped(row.quantity)}
              </strong>{' '}
              {unitText(row.name, Number(row.quantity), say.locale)}
            </li>
          ))}
        </ul>
      )}
      {answer.data?.asks === 'pressure' && !answer.isError ? (
        <p className="hint">{t('convert.asks-pressure')}</p>
      ) : null}
      {answer.data && answer.data.basis.length > 0 ? (
        <details className="basis">
          <summary>{t('convert.basis')}</summary>
          <ul>
            {answer.data.basis.map((each) => (
              <li key={each.en}>{say.text(each)}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

/** The item's own units; oxygen is also counted in cylinders, and cylinders by what is in them. */
function useUnits(item: Item): { value: string; label: string }[] {
  const { text } = useSay();
  const cylinders = useQuery({
    queryKey: [...queryKeys.catalogue, 'cylinders'],
    queryFn: () => api.catalogue.listItems({ class: 'oxygen', limit: 200 }),
    enabled: item.code === OXYGEN,
    staleTime: 300_000,
  });
  const own = item.units.map(({ unit, name }) => ({ value: unit, label: text(name) }));
  const bottles = (cylinders.data?.rows ?? []).filter(({ waterMillilitres }) => waterMillilitres !== null);
  const gas = item.code === OXYGEN ? bottles.map(({ code, name }) => ({ value: code, label: text(name) })) : [];
  return [...own, ...gas];
}

function grouped(number: string): string {
  const [whole = '', decimals] = number.split('.');
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}${decimals ? `.${decimals}` : ''}`;
}
