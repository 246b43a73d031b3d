import type { Movement } from '@baogong/contract';
import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { MoreRows } from '../../shared/desk/more-rows.tsx';
import { usePages } from '../../shared/desk/use-pages.ts';
import { useSave } from '../../shared/desk/use-save.ts';
import { Card, Failure } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMay } from '../../shared/session.ts';
import { useSay } from '../../shared/use-say.ts';
import { MovementRow } from './movement-row.tsx';

/** The last movements, each with its correction. */
export function Movements({ item, organisation }: { item: string | undefined; organisation: string | undefined }) {
  const { t } = useTranslation('stock-ledger');
  const [correcting, setCorrecting] = useState<Movement | null>(null);
  const { query: list, rows } = usePages([...queryKeys.supply, 'movements', item, organisation], (after) =>
    api.stock.listMovements({ item, organisation, after, limit: 20 }),
  );
  if (list.isError) return <Failure problem={problemOf(list.error)} again={() => void list.refetch()} />;
  return (
    <Card title={t('moves.title')}>
      {rows.length === 0 && !list.isPending ? <p className="secondary">{t('moves.none')}</p> : null}
      <ul className="moves">
        {rows.map((movement) => (
          <MovementRow
            key={movement.id}
            movement={movement}
            action={<CorrectButton movement={movement} onClick={setCorrecting} />}
          />
        ))}
      </ul>
      <MoreRows query={list} />
      {correcting ? <CorrectDialog movement={correcting} onClose={() => setCorrecting(null)} /> : null}
    </Card>
  );
}

function CorrectButton({ movement, onClick }: { movement: Movement; onClick: (movement: Movement) => void }) {
  const { t } = useTranslation('stock-ledger');
  const may = useMay();
  const ends = [movement.from, movement.to].filter(({ organisationId }) => organisationId !== null);
  const allowed = ends.every((place) =>
    may('stock.write', { organisationId: place.organisationId, areaCode: place.areaCode }),
  );
  const block = allowed ? blockOf(movement) : 'may-not';
  const reason = block ? t(block) : undefined;
  return (
    <Button size="small" disabled={reason !== undefined} title={reason} onClick={() => onClick(movement)}>
      {t('correct')}
    </Button>
  );
}

/** Why a movement is not corrected here; undefined: it may be. */
function blockOf({ needId, transferId, kind, corrected, quantity }: Movement) {
  if (needId) return 'blocked.need';
  if (transferId) return 'blocked.transfer';
  if (kind === 'correct') return 'blocked.correction';
  return corrected >= quantity ? 'blocked.done' : undefined;
}

function CorrectDialog({ movement, onClose }: { movement: Movement; onClose: () => void }) {
  const { t } = useTranslation('stock-ledger');
  const say = useSay();
  const [quantity, setQuantity] = useState<number | null>(movement.quantity - movement.corrected);
  const [reason, setReason] = useState('');
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, sent: { quantity: number | null; reason: string }) =>
      api.stock.correctMovement({ commandId, id: movement.id, ...sent }),
    stale: [queryKeys.supply],
    done: () => {
      showToast({ text: t('corrected') });
      onClose();
    },
  });
  return (
    <FormDialog
      title={`${t('correct')} · ${say.text(movement.itemName)}`}
      busy={busy}
      problem={problem}
      onConfirm={() => save({ quantity, reason })}
      onClose={onClose}
    >
      <Entry label={t('field.part', { unit: say.text(movement.baseUnitName) })} error={faultAt('quantity')}>
        <InputNumber min={1} precision={0} value={quantity} onChange={setQuantity} />
      </Entry>
      <Entry label={t('field.reason')} error={faultAt('reason')}>
        <Input maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Entry>
    </FormDialog>
  );
}
