import type { Movement } from '@baogong/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { needPath, paths } from '../../paths.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { usePlaceName } from './place-name.tsx';

/** One movement: when, what happened, from where to where, how much, by whom. */
export function MovementRow({ movement, action }: { movement: Movement; action?: ReactNode }) {
  const { t } = useTranslation('stock-ledger');
  const say = useSay();
  const now = useNow(60_000);
  const placeName = usePlaceName();
  const { lot, needId, transferId, reference, baseUnitName, corrected, correctsId } = movement;
  return (
    <li>
      <span className="hint">{say.moment(movement.happenedAt, now)}</span>
      <span className="way">
        <strong>{t(`kind.${movement.kind}`)}</strong> {say.text(movement.itemName)}
        <div>
          {placeName(movement.from)} → {placeName(movement.to)}
        </div>
        <div className="hint">
          {t('moves.by', { name: movement.by })}
          {lot ? (
            <>
              {' · '}
              <Link to={paths.trace} search={{ lot: lot.id }}>
                {t('trace.lot', { number: lot.number })}
              </Link>
            </>
          ) : null}
          {needId ? (
            <>
              {' · '}
              <Link to={needPath(needId)}>{t('trace.need', { number: reference ?? '' })}</Link>
            </>
          ) : null}
          {transferId ? (
            <>
              {' · '}
              <Link to={paths.transfers} search={{ id: transferId }}>
                {t('trace.transfer', { number: reference ?? '' })}
              </Link>
            </>
          ) : null}
          {correctsId ? ` · ${t('trace.correction', { id: correctsId })}` : ''}
          {corrected > 0 ? ` · ${t('moves.corrected', { quantity: say.quantity(corrected, baseUnitName) })}` : ''}
          {movement.note ? ` · ${movement.note}` : ''}
        </div>
      </span>
      <strong className="numbers">{say.quantity(movement.quantity, baseUnitName)}</strong>
      {action ?? <span />}
    </li>
  );
}
