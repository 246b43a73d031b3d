import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import { useSettled } from '../../shared/use-settled.ts';
import { QuantityInput } from '../quantity-input.tsx';
import { blankLine, type DraftItem, type DraftLine } from './draft.ts';
import './form.css';

type EditorProps = { lines: DraftLine[]; onChange: (lines: DraftLine[]) => void };

const mostLines = 100;

/** Rows of item, quantity (or unknown), unit. */
export function LinesEditor({ lines, onChange }: EditorProps) {
  const { t } = useTranslation('needs-form');
  const replace = (next: DraftLine) => onChange(lines.map((line) => (line.key === next.key ? next : line)));
  return (
    <div className="lines-editor">
      {lines.map((line, index) => (
        <LineRow
          key={line.key}
          line={line}
          row={index + 1}
          onChange={replace}
          onRemove={lines.length > 1 ? () => onChange(lines.filter(({ key }) => key !== line.key)) : null}
        />
      ))}
      <Button
        icon={<Icon name="plus" size={16} />}
        disabled={lines.length >= mostLines}
        onClick={() => onChange([...lines, blankLine()])}
      >
        {t('lines.add')}
      </Button>
    </div>
  );
}

type RowProps = { line: DraftLine; row: number; onChange: (line: DraftLine) => void; onRemove: (() => void) | null };

function LineRow({ line, row, onChange, onRemove }: RowProps) {
  const { t } = useTranslation('needs-form');
  const { text } = useSay();
  const units = line.item?.units ?? [];
  const name = (word: string) => `${t('lines.row', { row })} ${word}`;
  return (
    <fieldset className="line-row">
      <legend className="unseen">{t('lines.row', { row })}</legend>
      <ItemSelect
        label={name(t('lines.item'))}
        line={line}
        onChoose={(item) => onChange({ ...line, item, unit: item.baseUnit })}
      />
      <QuantityInput
        className="line-quantity"
        label={name(t('lines.quantity'))}
        placeholder={line.unknown ? t('lines.unknown') : t('lines.quantity')}
        min={1}
        disabled={line.unknown}
        value={line.unknown ? null : line.quantity}
        onChange={(quantity) => onChange({ ...line, quantity })}
      />
      <Select
        className="line-unit"
        aria-label={name(t('lines.unit'))}
        placeholder={t('lines.unit')}
        disabled={units.length === 0}
        value={line.unit}
        onChange={(unit) => onChange({ ...line, unit })}
        options={units.map((unit) => ({ value: unit.unit, label: text(unit.name) }))}
      />
      <Checkbox checked={line.unknown} onChange={(event) => onChange({ ...line, unknown: event.target.checked })}>
        {t('lines.unknown')}
      </Checkbox>
      {onRemove ? (
        <Button type="text" aria-label={t('lines.remove', { row })} icon={<Icon name="close" />} onClick={onRemove} />
      ) : null}
      {line.read ? <ReadNote line={line} /> : null}
    </fieldset>
  );
}

/** The source text beside the row, how sure the reading is, and the question it leaves open. */
function ReadNote({ line }: { line: DraftLine }) {
  const { t } = useTranslation(['needs-form', 'needs']);
  const { read, said } = line;
  if (!read) return null;
  return (
    <p className="line-read">
      <mark>{said}</mark>{' '}
      <span className="secondary">{t('lines.sure', { percent: Math.round(read.confidence * 100) })}</span>
      {read.question ? (
        <strong>
          <Icon name="help" size={14} /> {read.question}
        </strong>
      ) : null}
    </p>
  );
}

type ItemSelectProps = { label: string; line: DraftLine; onChoose: (item: DraftItem) => void };

function ItemSelect({ label, line, onChoose }: ItemSelectProps) {
  const { t } = useTranslation('needs-form');
  const { text } = useSay();
  const [typed, setTyped] = useState(line.item ? '' : (line.read?.name ?? ''));
  const query = useSettled(typed.trim(), 200);
  const items = useQuery({
    queryKey: queryKeys.items(query),
    queryFn: () => api.catalogue.listItems({ query: query || undefined, limit: 20 }),
    placeholderData: (before) => before,
  });
  const found = items.data?.rows ?? [];
  const chosen = line.item && !found.some(({ code }) => code === line.item?.code) ? [line.item] : [];
  return (
    <Select
      className="line-item"
      aria-label={label}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={line.read?.name ?? t('lines.item-hint')}
      status={line.read && !line.item ? 'warning' : undefined}
      notFoundContent={items.isFetching ? null : t('lines.not-found')}
      value={line.item?.code ?? null}
      onChange={(code: string) => {
        const item = found.find((candidate) => candidate.code === code);
        if (item) onChoose(item);
      }}
      options={[...chosen, ...found].map((item) => ({ value: item.code, label: text(item.name) }))}
    />
  );
}
