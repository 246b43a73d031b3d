import type { Need, NeedLine } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { Card } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';
import { barOf, type Part } from './figures.ts';

/** Each item: asked for, approved, on the way, received; in words, with a bar beside them. */
export function Lines({ need }: { need: Need }) {
  const { t } = useTranslation('phone-need');
  return (
    <Card title={t('lines.title')}>
      <ul className="plain-list">
        {need.lines.map((line) => (
          <LineFigures key={line.id} line={line} />
        ))}
      </ul>
    </Card>
  );
}

function LineFigures({ line }: { line: NeedLine }) {
  const { t } = useTranslation('phone-need');
  const say = useSay();
  const bar = barOf(line);
  return (
    <li className="line-figures">
      <h3>{say.text(line.itemName)}</h3>
      {line.specification ? <p className="hint">{line.specification}</p> : null}
      <p>
        {t('figure.requested')} <strong>{say.quantity(line.requested, line.baseUnitName)}</strong>
        {line.said ? <span className="hint"> ({line.said})</span> : null}
        {line.approved === null ? null : (
          <>
            {' · '}
            {t('figure.approved')} <strong>{say.quantity(line.approved, line.baseUnitName)}</strong>
          </>
        )}
      </p>
      {bar ? (
        <div className="bar" aria-hidden="true">
          {bar.map(({ part, percent }) => (
            <span key={part} className={`bar-${part}`} style={{ inlineSize: `${percent}%` }} />
          ))}
        </div>
      ) : null}
      {bar ? (
        <ul className="bar-words">
          {bar.map(({ part, quantity }) => (
            <li key={part}>
              <span className={`bar-key bar-${part}`} aria-hidden="true" />
              {t(`figure.${part satisfies Part}`)}{' '}
              <span className="numbers">{say.quantity(quantity, line.baseUnitName)}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}
