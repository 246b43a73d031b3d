import type { Transfer, TransferAction } from '@baogong/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow, useSay } from '../../shared/use-say.ts';
import { Loads } from '../../supply/transfers/loads.tsx';

type CardProps = {
  transfer: Transfer;
  /** Whose eyes see it. */
  side: 'sender' | 'receiver';
  /** Which of the line's figures counts here. */
  figure: 'held' | 'underWay';
  children?: ReactNode;
};

/** One transfer: what, how much, the other side, and by when. */
export function TransferCard({ transfer, side, figure, children }: CardProps) {
  const { t } = useTranslation('phone-transfers');
  const say = useSay();
  const now = useNow();
  const other = side === 'sender' ? transfer.to.name : (transfer.from.organisationName ?? '');
  return (
    <li className="card">
      <h3>
        {transfer.lines
          .filter((line) => line[figure] > 0)
          .map((line) => `${say.text(line.itemName)} ${say.quantity(line[figure], line.baseUnitName)}`)
          .join(' · ')}
      </h3>
      <p>{t(side === 'sender' ? 'to' : 'from', { name: other })}</p>
      <p className="hint numbers">
        {transfer.number}
        {figure === 'held' ? ` · ${t('held-until', { time: say.moment(transfer.expiresAt, now) })}` : ''}
        {transfer.vehicle ? ` · ${transfer.vehicle}` : ''}
      </p>
      {figure === 'underWay' ? <Loads transfer={transfer} now={now} /> : null}
      {children}
    </li>
  );
}

/** Whether the reader may do this step now. */
export function mayDo({ actions }: Transfer, step: TransferAction): boolean {
  return actions.some(({ action, blocked }) => action === step && blocked === null);
}
