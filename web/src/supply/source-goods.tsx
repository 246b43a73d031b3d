import { useQuery } from '@tanstack/react-query';
import { InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { RowsEditor } from '../shared/desk/rows-editor.tsx';
import { ItemSelect } from '../catalogue/item-select.tsx';
import { api } from '../shared/api.ts';
import { queryKeys } from '../shared/query-keys.ts';
import { useSay } from '../shared/use-say.ts';
import { blankGoods, type Goods, type Part } from './draft.ts';

/** What is given or offered, and how much of it: one row for each item. */
export function GoodsRows({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('supply');
  return (
    <RowsEditor
      title={t('field.goods')}
      error={faultAt('items')}
      rows={draft.goods}
      onChange={(goods) => set({ goods: goods.length > 0 ? goods : [blankGoods()] })}
      blank={blankGoods}
      render={(row, label, change) => (
        <GoodsRow row={row} label={label} change={change} wrong={faultAt(`items[${label - 1}]`) !== null} />
      )}
    />
  );
}

type RowProps = { row: Goods; label: number; change: (row: Goods) => void; wrong: boolean };

function GoodsRow({ row, label, change, wrong }: RowProps) {
  const { t } = useTranslation('supply');
  const { text } = useSay();
  const code = row.item?.code ?? '';
  const item = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', code],
    queryFn: () => api.catalogue.getItem({ code }),
    enabled: code !== '',
  });
  const units = item.data?.units ?? [];
  const status = wrong ? 'error' : '';
  return (
    <>
      <ItemSelect
        className="grow"
        aria-label={t('row.item', { row: label })}
        status={status}
        value={row.item}
        onChange={(chosen) => change({ ...row, item: chosen, unit: null })}
      />
      <InputNumber
        className="source-quantity"
        aria-label={t('row.quantity', { row: label })}
        placeholder={t('field.quantity')}
        status={status}
        min={0}
        precision={0}
        value={row.quantity}
        onChange={(quantity) => change({ ...row, quantity })}
      />
      <Select
        className="source-unit"
        aria-label={t('row.unit', { row: label })}
        disabled={units.length === 0}
        value={row.unit ?? item.data?.baseUnit ?? null}
        onChange={(unit) => change({ ...row, unit })}
        options={units.map(({ unit, name }) => ({ value: unit, label: text(name) }))}
      />
    </>
  );
}
