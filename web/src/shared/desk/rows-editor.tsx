import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../plain/icon.tsx';
import './entry.css';

type RowsProps<Row extends { key: number }> = {
  title: string;
  hint?: string;
  error: string | null;
  rows: Row[];
  onChange: (rows: Row[]) => void;
  blank: () => Row;
  render: (row: Row, label: number, change: (row: Row) => void) => ReactNode;
};

/** A list of rows of one form, each with its fields and a button that removes it. */
export function RowsEditor<Row extends { key: number }>({
  title,
  hint,
  error,
  rows,
  onChange,
  blank,
  render,
}: RowsProps<Row>) {
  const { t } = useTranslation('shared');
  return (
    <fieldset className="edit-rows">
      <legend>{title}</legend>
      {hint ? <p className="hint">{hint}</p> : null}
      {rows.map((row, index) => (
        <div key={row.key} className="edit-row">
          {render(row, index + 1, (changed) =>
            onChange(rows.map((other) => (other.key === row.key ? changed : other))),
          )}
          <Button
            type="text"
            aria-label={t('rows.remove', { row: index + 1 })}
            icon={<Icon name="close" size={16} />}
            onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
          />
        </div>
      ))}
      {error ? (
        <p className="error" role="alert">
          {error}
        </p>
      ) : null}
      <Button
        icon={<Icon name="plus" size={16} />}
        style={{ justifySelf: 'start' }}
        onClick={() => onChange([...rows, blank()])}
      >
        {t('rows.add')}
      </Button>
    </fieldset>
  );
}
