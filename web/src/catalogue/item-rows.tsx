import { Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { RowsEditor } from '../shared/desk/rows-editor.tsx';
import { newKey, type Part } from './draft.ts';
import { ItemSelect } from './item-select.tsx';
import { useUnitOptions } from './unit-options.ts';

/** Units besides the base unit, with what one of them is. */
export function UnitRows({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('catalogue');
  const units = useUnitOptions();
  const base = units.find(({ value }) => value === draft.baseUnit)?.label ?? t('field.base');
  return (
    <RowsEditor
      title={t('field.units')}
      hint={t('field.units-hint')}
      error={faultAt('units')}
      rows={draft.units}
      onChange={(rows) => set({ units: rows })}
      blank={() => ({ key: newKey(), unit: null, toBase: null })}
      render={(row, label, change) => (
        <>
          <Select
            className="grow"
            aria-label={t('row.unit', { row: label })}
            placeholder={t('row.unit', { row: label })}
            showSearch={{ optionFilterProp: 'label' }}
            value={row.unit}
            onChange={(unit) => change({ ...row, unit })}
            options={units}
          />
          <InputNumber
            className="grow"
            aria-label={t('row.toBase', { row: label, base })}
            placeholder={t('row.toBase', { row: label, base })}
            min={1}
            precision={0}
            value={row.toBase}
            onChange={(toBase) => change({ ...row, toBase })}
          />
        </>
      )}
    />
  );
}

/** What makes the item usable: its parts and how many for each. */
export function KitRows({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('catalogue');
  return (
    <RowsEditor
      title={t('field.kit')}
      error={faultAt('kit')}
      rows={draft.kit}
      onChange={(rows) => set({ kit: rows })}
      blank={() => ({ key: newKey(), item: null, quantity: 1 })}
      render={(row, label, change) => (
        <>
          <ItemSelect
            className="grow"
            aria-label={t('row.item', { row: label })}
            value={row.item}
            onChange={(item) => change({ ...row, item })}
          />
          <InputNumber
            aria-label={t('row.quantity', { row: label })}
            min={1}
            precision={0}
            value={row.quantity}
            onChange={(quantity) => change({ ...row, quantity })}
          />
        </>
      )}
    />
  );
}

/** What may replace it, with the caution to mind. */
export function SubstituteRows({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('catalogue');
  return (
    <RowsEditor
      title={t('field.substitutes')}
      error={faultAt('substitutes')}
      rows={draft.substitutes}
      onChange={(rows) => set({ substitutes: rows })}
      blank={() => ({ key: newKey(), item: null, note: { zh: '', en: '' } })}
      render={(row, label, change) => (
        <>
          <ItemSelect
            className="grow"
            aria-label={t('row.item', { row: label })}
            value={row.item}
            onChange={(item) => change({ ...row, item })}
          />
          {(['zh', 'en'] as const).map((language) => (
            <Input
              key={language}
              className="grow"
              aria-label={t(`row.note-${language}`, { row: label })}
              placeholder={t(`row.note-${language}`, { row: label })}
              maxLength={200}
              value={row.note[language]}
              onChange={(event) => change({ ...row, note: { ...row.note, [language]: event.target.value } })}
            />
          ))}
        </>
      )}
    />
  );
}
