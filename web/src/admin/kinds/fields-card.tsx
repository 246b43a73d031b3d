import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../shared/plain/icon.tsx';
import { Card } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';
import { FieldRow } from './field-row.tsx';
import { blankField, moved, type FieldDraft, type Part } from './kind-draft.ts';

const mostFields = 40;

/** The fields of the form: added, changed, removed, put in order by buttons or Alt with the arrows. */
export function FieldsCard({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('admin-kinds');
  const { text } = useSay();
  const [said, setSaid] = useState('');
  const { fields } = draft;
  function move(index: number, by: -1 | 1): void {
    const field = fields[index];
    if (!field || index + by < 0 || index + by >= fields.length) return;
    const focused = document.activeElement?.id;
    set({ fields: moved(fields, index, by) });
    setSaid(t('fields.moved', { name: text(field.label), row: index + by + 1 }));
    // Moving a row in the page may take the focus from it.
    requestAnimationFrame(() => (focused ? document.getElementById(focused)?.focus() : undefined));
  }
  const change = (field: FieldDraft) =>
    set({ fields: fields.map((other) => (other.key === field.key ? field : other)) });
  return (
    <Card title={t('fields.title')}>
      <p className="hint">{t('fields.lead')}</p>
      <p className="unseen" aria-live="polite">
        {said}
      </p>
      <ol className="field-list">
        {fields.map((field, index) => (
          <FieldRow
            key={field.key}
            field={field}
            row={index + 1}
            rows={fields.length}
            faultAt={(part) => faultAt(`fields[${index}].${part}`)}
            onChange={change}
            onMove={(by) => move(index, by)}
            onRemove={() => set({ fields: fields.filter(({ key }) => key !== field.key) })}
          />
        ))}
      </ol>
      <Button
        icon={<Icon name="plus" size={16} />}
        disabled={fields.length >= mostFields}
        onClick={() => set({ fields: [...fields, blankField()] })}
      >
        {t('fields.add')}
      </Button>
    </Card>
  );
}
