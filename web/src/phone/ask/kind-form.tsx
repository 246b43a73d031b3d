import type { FormField } from '@baogong/contract';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';
import { Choices } from '../../shared/plain/choices.tsx';
import { instantOfLocal, localOfInstant } from '../../shared/local-time.ts';

type Form = Record<string, unknown>;
type FormProps = { fields: readonly FormField[]; form: Form; onChange: (form: Form) => void };

/** The questions that this kind of need asks, as its administrator wrote them. */
export function KindForm({ fields, form, onChange }: FormProps) {
  return fields.map((field) => (
    <Control
      key={field.name}
      field={field}
      value={form[field.name]}
      onChange={(value) => onChange({ ...form, [field.name]: value })}
    />
  ));
}

type ControlProps = { field: FormField; value: unknown; onChange: (value: unknown) => void };

function Control(props: ControlProps) {
  const { t } = useTranslation('shared');
  const say = useSay();
  const { field } = props;
  const label = `${say.text(field.label)} (${t(field.required ? 'common.needed' : 'common.optional')})`;
  if (field.type === 'yes-no') return <YesNo {...props} label={label} />;
  if (field.type === 'choices') return <Several {...props} label={label} />;
  return (
    <Field label={label} hint={field.help ? say.text(field.help) : null}>
      {controls[field.type](props, say.text)}
    </Field>
  );
}

/** An answer not chosen yet. */
const dash = '\u2014';

type Words = (text: FormField['label']) => string;
type Simple = Exclude<FormField['type'], 'yes-no' | 'choices'>;

const controls: Record<Simple, (props: ControlProps, words: Words) => ReactElement<object>> = {
  text: (props) => <input {...named(props)} {...texted(props)} maxLength={200} />,
  phone: (props) => <input {...named(props)} {...texted(props)} type="tel" maxLength={40} />,
  'long-text': (props) => <textarea {...named(props)} {...texted(props)} rows={3} maxLength={2000} />,
  integer: ({ field, value, onChange }) => (
    <input
      {...named({ field })}
      type="number"
      inputMode="numeric"
      step={1}
      min={field.minimum ?? undefined}
      max={field.maximum ?? undefined}
      value={typeof value === 'number' ? value : ''}
      onChange={(event) => onChange(event.target.value === '' ? null : Math.trunc(Number(event.target.value)))}
    />
  ),
  'date-time': ({ field, value, onChange }) => (
    <input
      {...named({ field })}
      type="datetime-local"
      value={localOfInstant(textOf(value) || null)}
      onChange={(event) => onChange(instantOfLocal(event.target.value))}
    />
  ),
  choice: (props, words) => (
    <select {...named(props)} {...texted(props)}>
      <option value="">{dash}</option>
      {props.field.options.map((option) => (
        <option key={option.value} value={option.value}>
          {words(option.label)}
        </option>
      ))}
    </select>
  ),
};

function YesNo({ value, onChange, label }: ControlProps & { label: string }) {
  const { t } = useTranslation('phone-ask');
  return (
    <Choices
      label={label}
      value={typeof value === 'boolean' ? (value ? 'yes' : 'no') : null}
      onChange={(answer) => onChange(answer === 'yes')}
      options={[
        { value: 'yes', label: t('form.yes') },
        { value: 'no', label: t('form.no') },
      ]}
    />
  );
}

function Several({ field, value, onChange, label }: ControlProps & { label: string }) {
  const say = useSay();
  const chosen: string[] = Array.isArray(value) ? value : [];
  return (
    <fieldset className="choices">
      <legend>{label}</legend>
      <div className="choices-row">
        {field.options.map((option) => (
          <label key={option.value} className="choice">
            <input
              type="checkbox"
              checked={chosen.includes(option.value)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, option.value] : chosen.filter((each) => each !== option.value))
              }
            />
            <span>{say.text(option.label)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function named({ field }: Pick<ControlProps, 'field'>) {
  return { name: `form-${field.name}`, required: field.required };
}

function texted({ value, onChange }: ControlProps) {
  return {
    value: textOf(value),
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
