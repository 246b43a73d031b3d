import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Entry } from '../../shared/desk/entry.tsx';
import { Icon } from '../../shared/plain/icon.tsx';
import { fieldTypeNames } from './field-types.ts';
import { withLabel, type FieldDraft } from './kind-draft.ts';
import { OptionRows } from './option-rows.tsx';

type RowProps = {
  field: FieldDraft;
  row: number;
  rows: number;
  faultAt: (part: string) => string | null;
  onChange: (field: FieldDraft) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};
type Part = Pick<RowProps, 'field' | 'faultAt' | 'onChange'>;

/** One field: label, type, hint, rules, options; its place changes by the buttons or Alt with the arrows. */
export function FieldRow({ row, rows, onMove, onRemove, ...part }: RowProps) {
  const { t } = useTranslation('admin-kinds');
  const { field } = part;
  const chooses = field.type === 'choice' || field.type === 'choices';
  return (
    <li className="field-row">
      <fieldset className="plain-fieldset">
        <legend className="unseen">{t('fields.row', { row })}</legend>
        <RowTools field={field} row={row} rows={rows} onMove={onMove} onRemove={onRemove} />
        <Labels {...part} />
        <Rules {...part} />
        {chooses ? (
          <OptionRows
            options={field.options}
            error={part.faultAt('options')}
            onChange={(options) => part.onChange({ ...field, options })}
          />
        ) : null}
        <Help {...part} />
      </fieldset>
    </li>
  );
}

type ToolsProps = Pick<RowProps, 'field' | 'row' | 'rows' | 'onMove' | 'onRemove'>;

function RowTools({ field, row, rows, onMove, onRemove }: ToolsProps) {
  const { t } = useTranslation('admin-kinds');
  return (
    <div
      className="field-tools"
      role="toolbar"
      tabIndex={-1}
      aria-label={t('fields.row', { row })}
      onKeyDown={(event) => {
        const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined;
        if (!event.altKey || !by) return;
        event.preventDefault();
        onMove(by);
      }}
    >
      <strong aria-hidden="true">{row}</strong>
      <Button
        id={`field-up-${field.key}`}
        type="text"
        aria-label={t('fields.up', { row })}
        aria-disabled={row === 1}
        icon={<Icon name="up" size={16} />}
        onClick={() => onMove(-1)}
      />
      <Button
        id={`field-down-${field.key}`}
        type="text"
        aria-label={t('fields.down', { row })}
        aria-disabled={row === rows}
        icon={<Icon name="down" size={16} />}
        onClick={() => onMove(1)}
      />
      <Button
        type="text"
        danger
        aria-label={t('fields.remove', { row })}
        icon={<Icon name="close" size={16} />}
        onClick={onRemove}
      />
    </div>
  );
}

function Labels({ field, faultAt, onChange }: Part) {
  const { t } = useTranslation('admin-kinds');
  return (
    <div className="entries-two">
      {(['zh', 'en'] as const).map((language) => (
        <Entry key={language} label={t(`field.label-${language}`)} error={faultAt(`label.${language}`)}>
          <Input
            maxLength={200}
            value={field.label[language]}
            onChange={(event) => {
              const label = { ...field.label, [language]: event.target.value };
              onChange(withLabel(field, label, 'name', field.kept));
            }}
          />
        </Entry>
      ))}
      <Entry label={t('field.type')} error={faultAt('type')}>
        <Select
          value={field.type}
          onChange={(type) => onChange({ ...field, type })}
          options={fieldTypeNames.map((type) => ({ value: type, label: t(`type.${type}`) }))}
        />
      </Entry>
      <Entry label={t('field.name')} error={faultAt('name')}>
        <Input
          maxLength={80}
          readOnly={field.kept}
          value={field.name}
          onChange={(event) => onChange({ ...field, name: event.target.value.toLowerCase() })}
        />
      </Entry>
    </div>
  );
}

function Rules({ field, faultAt, onChange }: Part) {
  const { t } = useTranslation('admin-kinds');
  return (
    <div className="entries-row">
      <Checkbox checked={field.required} onChange={(event) => onChange({ ...field, required: event.target.checked })}>
        {t('field.required')}
      </Checkbox>
      <Checkbox checked={field.sensitive} onChange={(event) => onChange({ ...field, sensitive: event.target.checked })}>
        {t('field.sensitive')}
      </Checkbox>
      {field.type === 'integer'
        ? (['minimum', 'maximum'] as const).map((bound) => (
            <Entry key={bound} label={t(`field.${bound}`)} error={faultAt(bound)} optional>
              <InputNumber
                precision={0}
                value={field[bound]}
                onChange={(value) => onChange({ ...field, [bound]: value })}
              />
            </Entry>
          ))
        : null}
    </div>
  );
}

function Help({ field, faultAt, onChange }: Part) {
  const { t } = useTranslation('admin-kinds');
  return (
    <div className="entries-two">
      {(['zh', 'en'] as const).map((language) => (
        <Entry key={language} label={t(`field.help-${language}`)} error={faultAt(`help.${language}`)} optional>
          <Input
            maxLength={200}
            value={field.help[language]}
            onChange={(event) => onChange({ ...field, help: { ...field.help, [language]: event.target.value } })}
          />
        </Entry>
      ))}
    </div>
  );
}
