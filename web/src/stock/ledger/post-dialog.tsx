import type { Holding, PostingKind } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import { usePlaceName } from './place-name.tsx';

const kinds: PostingKind[] = ['consume', 'buy', 'donate', 'produce', 'transfer', 'take-back', 'lose', 'destroy'];

type Draft = {
  kind: PostingKind;
  quantity: number | null;
  unit: string | null;
  toPlaceId: string | null;
  number: string;
  expiresOn: string;
  producer: string;
  approvalNumber: string;
  expiredReason: string;
  note: string;
};
const emptyDraft: Draft = {
  kind: 'consume',
  quantity: null,
  unit: null,
  toPlaceId: null,
  number: '',
  expiresOn: '',
  producer: '',
  approvalNumber: '',
  expiredReason: '',
  note: '',
};
/** Where and of what: a row of the list, or chosen by hand. */
type Spot = Pick<Holding, 'place' | 'item' | 'itemName'>;
type Part = {
  holding: Spot;
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  faultAt: (field: string) => string | null;
};

/** Posts what came in, went out, was used or moved, in any unit of the item, with its lot. */
export function PostDialog({ holding, first, onClose }: { holding: Spot; first?: PostingKind; onClose: () => void }) {
  const { t } = useTranslation('stock-ledger');
  const say = useSay();
  const placeName = usePlaceName();
  const [draft, setDraft] = useState<Draft>(() => ({ ...emptyDraft, kind: first ?? emptyDraft.kind }));
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, sent: Draft) => api.stock.postMovement({ commandId, ...postingOf(holding, sent) }),
    stale: [queryKeys.supply],
    done: () => {
      showToast({ text: t('posted') });
      onClose();
    },
  });
  const part = { holding, draft, set, faultAt };
  return (
    <FormDialog
      title={`${t('post')} · ${say.text(holding.itemName)}`}
      busy={busy}
      problem={problem}
      onConfirm={() => (draft.quantity ? save(draft) : undefined)}
      onClose={onClose}
    >
      <p className="secondary">{placeName(holding.place)}</p>
      <Entry label={t('field.kind')} error={faultAt('kind')}>
        <Select
          value={draft.kind}
          onChange={(kind) => set({ kind })}
          options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      </Entry>
      <Amounts {...part} />
      {draft.kind === 'transfer' ? <OtherPlace {...part} /> : null}
      <LotEntries {...part} />
      <Entry label={t('field.note')} error={faultAt('note')} optional>
        <Input.TextArea
          maxLength={2000}
          autoSize
          value={draft.note}
          onChange={(event) => set({ note: event.target.value })}
        />
      </Entry>
    </FormDialog>
  );
}

function postingOf({ place, item }: Spot, draft: Draft) {
  const { kind, quantity, unit, toPlaceId, number, expiresOn, producer, approvalNumber, expiredReason, note } = draft;
  const lot = number
    ? { number, expiresOn: expiresOn || null, producer: producer || null, approvalNumber: approvalNumber || null }
    : null;
  return {
    kind,
    placeId: place.id,
    toPlaceId: kind === 'transfer' ? toPlaceId : null,
    note: note || null,
    lines: [{ item, quantity: quantity!, unit, lot, expiredReason: expiredReason || null }],
  };
}

function Amounts({ holding, draft, set, faultAt }: Part) {
  const { t } = useTranslation('stock-ledger');
  const { text } = useSay();
  const item = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', holding.item],
    queryFn: () => api.catalogue.getItem({ code: holding.item }),
  });
  return (
    <div className="entries-two">
      <Entry label={t('field.quantity')} error={faultAt('lines[0].quantity')}>
        <InputNumber min={1} precision={0} value={draft.quantity} onChange={(quantity) => set({ quantity })} />
      </Entry>
      <Entry label={t('field.unit')} error={faultAt('lines[0].unit')}>
        <Select
          value={draft.unit ?? item.data?.baseUnit ?? null}
          onChange={(unit) => set({ unit })}
          options={(item.data?.units ?? []).map(({ unit, name }) => ({ value: unit, label: text(name) }))}
        />
      </Entry>
    </div>
  );
}

function OtherPlace({ holding, draft, set, faultAt }: Part) {
  const { t } = useTranslation('stock-ledger');
  const placeName = usePlaceName();
  const organisation = holding.place.organisationId!;
  const places = useQuery({
    queryKey: [...queryKeys.supply, 'places', organisation],
    queryFn: () => api.stock.listPlaces({ organisation }),
  });
  const others = (places.data ?? []).filter(({ id, kind }) => id !== holding.place.id && kind !== 'transit');
  return (
    <Entry label={t('field.to')} error={faultAt('toPlaceId')}>
      <Select
        value={draft.toPlaceId}
        onChange={(toPlaceId) => set({ toPlaceId })}
        options={others.map((place) => ({ value: place.id, label: placeName(place) }))}
      />
    </Entry>
  );
}

function LotEntries({ draft, set, faultAt }: Part) {
  const { t } = useTranslation('stock-ledger');
  const incoming = ['buy', 'donate', 'produce'].includes(draft.kind);
  return (
    <>
      <div className="entries-two">
        <Entry
          label={t('field.lot')}
          hint={incoming ? null : t('field.lot-hint')}
          error={faultAt('lines[0].lot.number')}
          optional
        >
          <Input maxLength={80} value={draft.number} onChange={(event) => set({ number: event.target.value.trim() })} />
        </Entry>
        {incoming && draft.number ? (
          <>
            <Entry label={t('field.expires')} error={faultAt('lines[0].lot.expiresOn')} optional>
              <Input type="date" value={draft.expiresOn} onChange={(event) => set({ expiresOn: event.target.value })} />
            </Entry>
            <Entry label={t('field.producer')} error={faultAt('lines[0].lot.producer')} optional>
              <Input
                maxLength={200}
                value={draft.producer}
                onChange={(event) => set({ producer: event.target.value })}
              />
            </Entry>
            <Entry label={t('field.approval')} error={faultAt('lines[0].lot.approvalNumber')} optional>
              <Input
                maxLength={80}
                value={draft.approvalNumber}
                onChange={(event) => set({ approvalNumber: event.target.value })}
              />
            </Entry>
          </>
        ) : null}
      </div>
      {faultAt('lines[0].expiredReason') || draft.expiredReason || draft.kind === 'transfer' ? (
        <Entry label={t('field.expired-reason')} error={faultAt('lines[0].expiredReason')} optional>
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
