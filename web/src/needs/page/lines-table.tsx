import type { NeedLine } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { ScrollAcross } from '../../shared/desk/scroll-across.tsx';
import { numberText, readableTogether } from '../../shared/format.ts';
import { useSay } from '../../shared/use-say.ts';
import { barParts } from './bar-parts.ts';
import { StackedBar } from './line-bars.tsx';

const columns = [
  'requested',
  'approved',
  'reserved',
  'inTransit',
  'delivered',
  'accepted',
  'rejected',
  'waived',
] as const;

/** Every line with its eight quantities, as a bar and as numbers. */
export function LinesTable({ lines, bars = true }: { lines: readonly NeedLine[]; bars?: boolean }) {
  const { t } = useTranslation(['needs', 'needs-page']);
  return (
    <ScrollAcross name={t('needs-page:lines.title')}>
      <table className="figures-table">
        <thead>
          <tr>
            <th scope="col">{t('needs-page:lines.item')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`quantity.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <LineRow key={line.id} line={line} bars={bars} />
          ))}
        </tbody>
      </table>
    </ScrollAcross>
  );
}

function LineRow({ line, bars }: { line: NeedLine; bars: boolean }) {
  const { t } = useTranslation(['needs', 'shared']);
  const say = useSay();
  const parts = barParts(line).filter(({ quantity }) => quantity > 0);
  const unit = readableTogether(
    columns.flatMap((column) => line[column] ?? []),
    line.baseUnitName,
  );
  const numbers = {
    ...line,
    requested: line.requested ?? t('shared:unknown'),
    approved: line.approved ?? t('quantity.pending'),
  };
  return (
    <tr>
      <th scope="row">
        {say.text(line.itemName)}{' '}
        <span className="secondary">({unit.word ? t(`shared:${unit.word}`) : say.text(line.baseUnitName)})</span>
        {bars ? <StackedBar parts={parts} /> : null}
        {line.specification ? <div className="hint">{line.specification}</div> : null}
        {line.said ? <div className="hint">{t('quantity.said', { said: line.said })}</div> : null}
      </th>
      {columns.map((column) => {
        const value = numbers[column];
        return (
          <td key={column} className="numbers">
            {typeof value === 'number' ? numberText(value / unit.toBase) : value}
          </td>
        );
      })}
    </tr>
  );
}
