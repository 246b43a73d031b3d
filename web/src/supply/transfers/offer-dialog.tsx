import type { Holding } from '@baogong/contract';
import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Choice, OrganisationSelect } from '../../directory/choose.tsx';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import { usePlaceName } from '../../stock/ledger/place-name.tsx';
import { inHours } from './in-hours.ts';

const holds = [4, 12, 24, 72, 168] as const;
type Draft = {
  to: Choice | null;
  quantity: number | null;
  lotId: string | null;
  hours: number;
  expiredReason: string;
  note: string;
};
type Offer = Omit<Parameters<typeof api.transfers.offerTransfer>[0], 'commandId'>;

/** Holds goods of this row for another organisation. */
export function OfferDialog({ holding, onClose }: { holding: Holding; onClose: () => void }) {
  const { t } = useTranslation('supply-transfers');
  const say = useSay();
  const placeName = usePlaceName();
  const { place, item, baseUnitName, available } = holding;
  const [draft, setDraft] = useState<Draft>({
    to: null,
    quantity: null,
    lotId: null,
    hours: 24,
    expiredReason: '',
    note: '',
  });
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const { to, quantity, lotId, hours, expiredReason, note } = draft;
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, offer: Offer) => api.transfers.offerTransfer({ commandId, ...offer }),
    stale: [queryKeys.transfers, queryKeys.supply],
    done: ({ number }) => {
      showToast({ text: t('offer.done', { number }) });
      onClose();
    },
  });
  function hold(): void {
    if (!to || !quantity) return;
    const line = { item, quantity, lotId, expiredReason: expiredReason || null };
    save({ placeId: place.id, toOrganisationId: to.id, lines: [line], expiresAt: inHours(hours), note: note || null });
  }
  return (
    <FormDialog
      title={t('offer.title', { item: say.text(holding.itemName) })}
      confirm={t('offer.confirm')}
      busy={busy}
      problem={problem}
      onConfirm={hold}
      onClose={onClose}
    >
      <p className="secondary">
        {t('offer.from', { place: placeName(place), quantity: say.quantity(available, baseUnitName) })}
      </p>
      <Entry label={t('offer.to')} error={faultAt('toOrganisationId')}>
        <OrganisationSelect value={to} onChange={(chosen) => set({ to: chosen })} />
      </Entry>
      <div className="entries-two">
        <Entry
          label={t('offer.quantity', { unit: say.text(baseUnitName) })}
          error={faultAt('lines[0].quantity') ?? faultAt('sources')}
        >
          <InputNumber min={1} precision={0} value={quantity} onChange={(typed) => set({ quantity: typed })} />
        </Entry>
        <Entry label={t('offer.hold')} error={faultAt('expiresAt')}>
          <Select
            value={hours}
            onChange={(chosen) => set({ hours: chosen })}
            options={holds.map((value) => ({
              value,
              label: value < 72 ? t('offer.hours', { hours: value }) : t('offer.days', { days: value / 24 }),
            }))}
          />
        </Entry>
      </div>
      <LotEntry holding={holding} draft={draft} set={set} faultAt={faultAt} />
      <Entry label={t('offer.note')} error={faultAt('note')} optional>
        <Input maxLength={2000} value={note} onChange={(event) => set({ note: event.target.value })} />
      </Entry>
    </FormDialog>
  );
}

type LotProps = {
  holding: Holding;
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  faultAt: (field: string) => string | null;
};

function LotEntry({ holding: { lots, baseUnitName }, draft, set, faultAt }: LotProps) {
  const { t } = useTranslation('supply-transfers');
  const say = useSay();
  if (lots.length === 0) return null;
  const expired = lots.some(({ id, expired: isExpired }) => id === draft.lotId && isExpired);
  return (
    <>
      <Entry label={t('offer.lot')} error={faultAt('lines[0].lotId')}>
        <Select
          value={draft.lotId}
          onChange={(lotId) => set({ lotId })}
          options={[
            { value: null, label: t('offer.lot-any') },
            ...lots.map(({ id, number, onHand, expiresOn: day }) => {
              const words = { number, quantity: say.quantity(onHand, baseUnitName) };
              return { value: id, label: day ? t('offer.lot-expires', { ...words, day }) : t('offer.lot-of', words) };
            }),
          ]}
        />
      </Entry>
      {expired ? (
        <Entry label={t('offer.expired-reason')} error={faultAt('lines[0].expiredReason')}>
          <Input
            maxLength={2000}
            value={draft.expiredReason}
            onChange={(event) => set({ expiredReason: event.target.value })}
          />
        </Entry>
      ) : null}
    </>
  );
}
