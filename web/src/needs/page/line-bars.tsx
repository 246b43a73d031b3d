import type { NeedLine } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { useSay } from '../../shared/use-say.ts';
import { barParts, type BarPart } from './bar-parts.ts';
import './page.css';

/** Each item with its quantities as one stacked bar and the same in words. */
export function LineBars({ lines }: { lines: readonly NeedLine[] }) {
  return (
    <ul className="line-bars">
      {lines.map((line) => (
        <LineBar key={line.id} line={line} />
      ))}
    </ul>
  );
}

function LineBar({ line }: { line: NeedLine }) {
  const { t } = useTranslation('needs');
  const say = useSay();
  const parts = barParts(line).filter(({ quantity }) => quantity > 0);
  const amount = (quantity: number | null) => say.quantity(quantity, line.baseUnitName);
  return (
    <li>
      <div className="line-bar-head">
        <strong>{say.text(line.itemName)}</strong>
        <span className="numbers">
          {t('quantity.requested')} <strong>{amount(line.requested)}</strong>
          {line.approved === null ? null : ` · ${t('quantity.approved')} ${amount(line.approved)}`}
        </span>
      </div>
      {line.specification ? <p className="hint">{line.specification}</p> : null}
      {line.requested === null && line.said ? <p className="hint">{t('quantity.said', { said: line.said })}</p> : null}
      <StackedBar parts={parts} />
      <p className="line-bar-words numbers">
        {parts.map(({ part, quantity }) => (
          <span key={part} className={`part-word part-${part}`}>
            {t(`quantity.${part}`)} {amount(quantity)}
          </span>
        ))}
      </p>
    </li>
  );
}

/** The bar alone; the words beside it carry the meaning. */
export function StackedBar({ parts }: { parts: { part: BarPart; quantity: number }[] }) {
  return (
    <div className="bar" aria-hidden="true">
      {parts.map(({ part, quantity }) => (
        <span key={part} className={`bar-part part-${part}`} style={{ flexGrow: quantity }} />
      ))}
    </div>
  );
}
