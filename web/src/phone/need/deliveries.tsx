import type { DeliverySummary, Need } from '@baogong/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { Button, Chip, Sheet } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMay } from '../../shared/session.ts';
import { useCommandId } from '../../shared/use-command-id.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { TripTime } from '../../stock/trips/trip-time.tsx';
import { ReceiveForm } from './receive-form.tsx';
import { leftOf, type DeliveryLine, type Verdict } from './verdicts.ts';

const looks = {
  'in-transit': { tone: 'warning', icon: 'truck' },
  arrived: { tone: 'info', icon: 'box' },
  received: { tone: 'good', icon: 'check' },
} as const satisfies Record<DeliverySummary['status'], object>;

/** Every trip that carries something for this need; what is there can be received, all in one tap or line by line. */
export function Deliveries({ need }: { need: Need }) {
  const { t } = useTranslation('phone-need');
  if (need.deliveries.length === 0) return null;
  return (
    <section className="group">
      <h2>{t('deliveries.title')}</h2>
      {need.deliveries.map((delivery) => (
        <DeliveryCard key={delivery.id} need={need} delivery={delivery} />
      ))}
    </section>
  );
}

function DeliveryCard({ need, delivery }: { need: Need; delivery: DeliverySummary }) {
  const { t } = useTranslation('phone-need');
  const say = useSay();
  const now = useNow();
  const lines = delivery.lines.filter((line) => line.needId === need.id);
  return (
    <section className="card">
      <div className="delivery-head">
        <h3>{delivery.supplierName}</h3>
        <Chip {...looks[delivery.status]}>{t(`delivery.${delivery.status}`)}</Chip>
      </div>
      <ul className="plain-list">
        {lines.map((line) => (
          <li key={line.id}>
            <DeliveryLineText line={line} />
          </li>
        ))}
      </ul>
      <p className="hint">
        <Icon name="clock" size={14} /> {t('delivery.left', { time: say.moment(delivery.departedAt, now) })}
        {delivery.arrivedAt === null ? (
          <>
            {' '}
            · <TripTime trip={delivery} now={now} />
          </>
        ) : null}
        {delivery.arrivedAt ? ` · ${t('delivery.there', { time: say.moment(delivery.arrivedAt, now) })}` : null}
        {delivery.note ? ` · ${delivery.note}` : null}
      </p>
      <ReceiveButtons need={need} delivery={delivery} lines={lines} />
    </section>
  );
}

function DeliveryLineText({ line }: { line: DeliveryLine }) {
  const { t } = useTranslation('phone-need');
  const say = useSay();
  return (
    <>
      {say.text(line.itemName)} <strong>{say.quantity(line.quantity, line.baseUnitName)}</strong>
      {line.accepted > 0 ? <span className="hint"> · {t('delivery.accepted', quantityOf(line.accepted))}</span> : null}
      {line.rejected > 0 ? (
        <>
          {' '}
          <Chip tone="danger" icon="return">
            {t('delivery.rejected', quantityOf(line.rejected))}
          </Chip>
        </>
      ) : null}
    </>
  );
  function quantityOf(quantity: number) {
    return { quantity: say.quantity(quantity, line.baseUnitName) };
  }
}

type ReceiveProps = { need: Need; delivery: DeliverySummary; lines: DeliveryLine[] };

function ReceiveButtons({ need, delivery, lines }: ReceiveProps) {
  const { t } = useTranslation('phone-need');
  const may = useMay()('needs.receive', { organisationId: need.organisationId });
  const { receive, busy, failure } = useReceipt(need, delivery);
  const [open, setOpen] = useState(false);
  const left = lines.filter((line) => leftOf(line) > 0);
  const receivable = need.status === 'dispatched' || need.status === 'fulfilled';
  if (left.length === 0 || !receivable || !may) return null;
  const all = left.map((line) => ({ deliveryLineId: line.id, accepted: leftOf(line), rejected: 0 }));
  return (
    <>
      {failure && !open ? (
        <p className="error" role="alert">
          {failure}
        </p>
      ) : null}
      <div className="card-actions">
        <Button kind="main" icon="check" busy={busy} onClick={() => void receive(all)}>
          {t(delivery.status === 'in-transit' ? 'receive.here-all' : 'receive.all')}
        </Button>
        <Button onClick={() => setOpen(true)}>{t('receive.each')}</Button>
      </div>
      <Sheet title={t('receive.each')} open={open} onClose={() => setOpen(false)}>
        <ReceiveForm
          lines={left}
          busy={busy}
          failure={failure}
          onReceive={async (verdicts) => {
            if (await receive(verdicts)) setOpen(false);
          }}
        />
      </Sheet>
    </>
  );
}

function useReceipt(need: Need, delivery: DeliverySummary) {
  const { t } = useTranslation('phone-need');
  const say = useSay();
  const client = useQueryClient();
  const commandId = useCommandId();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function receive(lines: Verdict[]): Promise<boolean> {
    const body = { id: delivery.id, lines };
    setBusy(true);
    let refusal: string | null = null;
    try {
      await api.deliveries.receiveDelivery({ commandId: commandId(body), ...body });
      showToast({ text: t('receive.done') });
    } catch (error) {
      refusal = say.problem(problemOf(error));
    }
    await client.invalidateQueries({ queryKey: queryKeys.need(need.id) });
    void client.invalidateQueries({ queryKey: queryKeys.needLists });
    setFailure(refusal);
    setBusy(false);
    return refusal === null;
  }
  return { receive, busy, failure };
}
