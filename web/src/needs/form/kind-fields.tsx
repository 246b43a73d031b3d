import type { FormField } from '@baogong/contract';
import { Input, InputNumber, Radio, Select } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSay } from '../../shared/use-say.ts';
import { instantOfLocal, localOfInstant } from '../../shared/local-time.ts';

type Form = Record<string, unknown>;
type FieldsProps = { fields: readonly FormField[]; form: Form; onChange: (form: Form) => void };

/** The fields that the kind of need asks for, in its own words. */
export function KindFields({ fields, form, onChange }: FieldsProps) {
  const { t } = useTranslation('shared');
  const { text } = useSay();
  const id = useId();
  return fields.map((field) => {
    const fieldId = `${id}-${field.name}`;
    return (
      <div key={field.name} className="entry">
        <label htmlFor={fieldId} id={`${fieldId}-label`}>
          {text(field.label)} <span className="hint">{field.required ? t('common.needed') : t('common.optional')}</span>
        </label>
        <Control
          id={fieldId}
          field={field}
          value={form[field.name]}
          onChange={(value) => onChange({ ...form, [field.name]: value })}
        />
        {field.help ? <span className="hint">{text(field.help)}</span> : null}
      </div>
    );
  });
}

type ControlProps = { id: string; field: FormField; value: unknown; onChange: (value: unknown) => void };

const controls: Record<FormField['type'], (props: ControlProps) => ReactNode> = {
  text: TextControl,
  phone: TextControl,
  'long-text': ({ id, value, onChange }) => (
    <Input.TextArea
      id={id}
      maxLength={2000}
      autoSize={{ minRows: 2 }}
      value={textOf(value)}
      onChange={(event) => onChange(event.target.value)}
    />
  ),
  integer: ({ id, field, value, onChange }) => (
    <InputNumber
      id={id}
      precision={0}
      min={field.minimum ?? undefined}
      max={field.maximum ?? undefined}
      value={typeof value === 'number' ? value : null}
      onChange={onChange}
    />
  ),
  'date-time': ({ id, value, onChange }) => (
    <Input
      id={id}
      type="datetime-local"
      value={localOfInstant(textOf(value) || null)}
      onChange={(event) => onChange(instantOfLocal(event.target.value))}
    />
  ),
  choice: ChoiceControl,
  choices: ChoiceControl,
  'yes-no': YesNoControl,
};

function Control(props: ControlProps) {
  const Shown = controls[props.field.type];
  return <Shown {...props} />;
}

function TextControl({ id, field, value, onChange }: ControlProps) {
  return (
    <Input
      id={id}
      type={field.type === 'phone' ? 'tel' : 'text'}
      maxLength={200}
      value={textOf(value)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function ChoiceControl({ id, field, value, onChange }: ControlProps) {
  const { text } = useSay();
  return (
    <Select
      id={id}
      mode={field.type === 'choices' ? 'multiple' : undefined}
      value={value ?? (field.type === 'choices' ? [] : null)}
      onChange={onChange}
      options={field.options.map((option) => ({ value: option.value, label: text(option.label) }))}
    />
  );
}

function YesNoControl({ id, value, onChange }: ControlProps) {
  const { t } = useTranslation('needs-form');
  return (
    <Radio.Group
      id={id}
      aria-labelledby={`${id}-label`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      options={[
        { value: true, label: t('field.yes') },
        { value: false, label: t('field.no') },
      ]}
    />
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
