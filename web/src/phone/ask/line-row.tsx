import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../shared/plain/icon.tsx';
import { Chip } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';
import { SearchPicker } from '../search-picker.tsx';
import type { DraftLine, Reading } from './draft.ts';
import { useItemSearch, useUnits } from './items.ts';
import { readQuantity } from './quantity.ts';

type RowProps = { line: DraftLine; onChange: (line: DraftLine) => void; onRemove: () => void };

/** One item with its quantity and unit, or an honest "I don't know how many". */
export function LineRow({ line, onChange, onRemove }: RowProps) {
  const { t } = useTranslation('phone-ask');
  const say = useSay();
  const heading = useId();
  const name = line.item ? say.text(line.item.name) : (line.reading?.named ?? '');
  return (
    <li className="line-row">
      <div className="line-head">
        <h3 id={heading}>{name}</h3>
        <button type="button" className="icon-button" aria-label={t('line.remove', { name })} onClick={onRemove}>
          <Icon name="close" />
        </button>
      </div>
      {line.reading ? <ReadingNote said={line.said} reading={line.reading} /> : null}
      {line.item ? (
        <Amount line={line} heading={heading} onChange={onChange} />
      ) : (
        <NameIt line={line} onChange={onChange} />
      )}
    </li>
  );
}

function Amount({ line, heading, onChange }: Omit<RowProps, 'onRemove'> & { heading: string }) {
  const { t } = useTranslation('phone-ask');
  const say = useSay();
  const units = useUnits(line.item);
  const unit = units.find((each) => each.unit === line.unit);
  const quantity = readQuantity(line.typed);
  const converted = unit && unit.toBase !== 1 && quantity !== null && !line.unknown ? quantity * unit.toBase : null;
  return (
    <div className="amount" role="group" aria-labelledby={heading}>
      <input
        id={`quantity-${line.key}`}
        className="amount-number"
        inputMode="numeric"
        aria-label={t('line.quantity')}
        placeholder={t(line.unknown ? 'line.unknown' : 'line.quantity')}
        value={line.unknown ? '' : line.typed}
        aria-invalid={(line.typed !== '' && quantity === null && !line.unknown) || undefined}
        onChange={(event) => onChange({ ...line, typed: event.target.value, unknown: false })}
      />
      <select
        className="amount-unit"
        aria-label={t('line.unit')}
        value={line.unit ?? ''}
        onChange={(event) => onChange({ ...line, unit: event.target.value })}
      >
        {units.map((each) => (
          <option key={each.unit} value={each.unit}>
            {say.text(each.name)}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="toggle"
        aria-pressed={line.unknown}
        onClick={() => onChange({ ...line, unknown: !line.unknown })}
      >
        {t('line.unknown')}
      </button>
      {converted !== null ? (
        <p className="hint amount-base">= {say.quantity(converted, line.item!.baseUnitName)}</p>
      ) : null}
    </div>
  );
}

/** Where the line comes from: the words of the text, how sure the reading is, and what is still to be answered. */
function ReadingNote({ said, reading }: { said: string | null; reading: Reading }) {
  const { t } = useTranslation('phone-ask');
  const sure = reading.confidence >= 0.8 && reading.question === null;
  return (
    <div className="reading">
      <q>{said}</q>{' '}
      <Chip tone={sure ? 'good' : 'warning'} icon={sure ? 'check' : 'help'}>
        {t(sure ? 'line.sure' : 'line.unsure', { percent: Math.round(reading.confidence * 100) })}
      </Chip>
      {reading.question ? (
        <p className="question">
          <Icon name="help" size={16} /> {reading.question}
        </p>
      ) : null}
    </div>
  );
}

function NameIt({ line, onChange }: Omit<RowProps, 'onRemove'>) {
  const { t } = useTranslation('phone-ask');
  const search = useItemSearch();
  return (
    <SearchPicker
      label={t('line.which', { name: line.reading?.named ?? '' })}
      placeholder={t('lines.placeholder')}
      onPick={(item) => onChange({ ...line, item, unit: item.baseUnit })}
      {...search}
    />
  );
}
