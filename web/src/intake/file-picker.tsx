import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shared/plain/icon.tsx';
import { faultOfFile, type FileFault } from './chosen-file.ts';

/** Drop a spreadsheet on it or choose one: the file field fills its frame. Says at once when a file cannot be read. */
export function FilePicker({ onChoose, limit }: { onChoose: (file: File | null) => void; limit?: string }) {
  const { t } = useTranslation('intake');
  const [fault, setFault] = useState<FileFault | null>(null);
  const [over, setOver] = useState(false);
  function take(file: File | undefined): void {
    if (!file) return;
    const found = faultOfFile(file);
    setFault(found);
    onChoose(found ? null : file);
  }
  return (
    <>
      <label className={`drop-zone ${over ? 'drop-zone-over' : ''}`}>
        <Icon name="upload" size={32} />
        <span className="drop-zone-title">{t('file.drop')}</span>
        <span className="hint">{limit ?? t('file.limit')}</span>
        <input
          type="file"
          accept=".xlsx,.csv"
          aria-invalid={fault ? true : undefined}
          onChange={(event) => take(event.target.files?.[0])}
          onClick={(event) => (event.currentTarget.value = '')}
          onDragEnter={() => setOver(true)}
          onDragLeave={() => setOver(false)}
          onDrop={() => setOver(false)}
        />
      </label>
      {fault ? (
        <p className="error" role="alert">
          <Icon name="alert" size={16} /> {t(`file.${fault.fault}`, { name: fault.name, size: fault.size })}
        </p>
      ) : null}
    </>
  );
}
