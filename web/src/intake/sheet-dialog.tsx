import { Alert, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Entry } from '../shared/desk/entry.tsx';
import { FormDialog } from '../shared/desk/form-dialog.tsx';
import { useSave } from '../shared/desk/use-save.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { showToast } from '../shared/plain/toasts.tsx';
import { FilePicker } from './file-picker.tsx';
import './intake.css';

type Sheet = { file?: File; text?: string };
type Answer = {
  rows: number;
  taken: number;
  repeated: number;
  errors: { row: number; column: string; message: string }[];
};
type SheetDialogProps = {
  title: string;
  /** Which columns are read, in words. */
  columns: string;
  /** Two rows as one would paste them. */
  example: string;
  run: (commandId: string, sheet: Sheet) => Promise<Answer>;
  stale: readonly (readonly string[])[];
  onClose: () => void;
};

/** A spreadsheet or pasted rows: the good ones go in, of the others it says which cell is wrong. */
export function SheetDialog({ title, columns, example, run, stale, onClose }: SheetDialogProps) {
  const { t } = useTranslation('intake');
  const [file, setFile] = useState<File | null>(null);
  const [text, setText] = useState('');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const { save, busy, problem } = useSave({
    run: (commandId, { file: _name, text: pasted }: { file: string | null; text: string }) =>
      run(commandId, file ? { file } : { text: pasted }),
    stale,
    done: (said) => {
      setAnswer(said);
      showToast({ text: t('sheet.taken', { taken: said.taken }) });
      if (said.errors.length === 0) onClose();
    },
  });
  const send = () => {
    // The file itself cannot be compared; its name, size and date say whether it is the same as before.
    if (file) save({ file: `${file.name} ${file.size} ${file.lastModified}`, text: '' });
    else if (text.trim()) save({ file: null, text });
    else showToast({ text: t('sheet.nothing') });
  };
  return (
    <FormDialog
      title={title}
      confirm={t('sheet.do')}
      width={720}
      busy={busy}
      problem={problem}
      onConfirm={send}
      onClose={onClose}
    >
      <p className="secondary">{columns}</p>
      <FilePicker onChoose={setFile} limit={t('sheet.limit')} />
      {file ? (
        <p aria-live="polite">
          <Icon name="check" /> {file.name}
        </p>
      ) : (
        <Entry label={t('sheet.paste')} optional>
          <Input.TextArea
            className="sheet-paste"
            rows={4}
            maxLength={500_000}
            placeholder={example}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Entry>
      )}
      {answer ? <Told answer={answer} /> : null}
    </FormDialog>
  );
}

function Told({ answer: { rows, taken, repeated, errors } }: { answer: Answer }) {
  const { t } = useTranslation('intake');
  return (
    <Alert
      type={errors.length > 0 ? 'warning' : 'success'}
      showIcon
      title={t('sheet.told', { rows, taken, repeated, wrong: errors.length })}
      description={
        <ul className="sheet-errors">
          {errors.map(({ row, column, message }) => (
            <li key={`${row} ${column} ${message}`}>
              {column ? t('sheet.error', { row, column, message }) : t('sheet.error-row', { row, message })}
            </li>
          ))}
        </ul>
      }
    />
  );
}
