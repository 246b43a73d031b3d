import type { Transfer, TransferLine } from '@baogong/contract';
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
import { usePlaceName } from '../../stock/ledger/place-name.tsx';

const parts = ['received', 'lost', 'returned'] as const;
type Verdict = { lineId: string } & Record<(typeof parts)[number], number>;

/** What became of what was under way: all has arrived unless other figures are typed. */
export function ConfirmDialog({ transfer, onClose }: { transfer: Transfer; onClose: () => void }) {
  const { t } = useTranslation('supply-transfers');
  const moving = transfer.lines.filter(({ underWay }) => underWay > 0);
  const [verdicts, setVerdicts] = useState<Verdict[]>(() =>
    moving.map(({ id, underWay }) => ({ lineId: id, received: underWay, lost: 0, returned: 0 })),
  );
  const [placeId, setPlaceId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, lines: Verdict[]) =>
      api.transfers.confirmTransfer({ commandId, id: transfer.id, lines, placeId, reason: reason || null }),
    stale: [queryKeys.transfers, queryKeys.supply],
    done: () => {
      showToast({ text: t('confirm.done') });
      onClose();
    },
  });
  const differs = verdicts.some(({ lost, returned }) => lost + returned > 0);
  return (
    <FormDialog
      title={t('confirm.title', { number: transfer.number })}
      confirm={t('confirm')}
      busy={busy}
      problem={problem}
      onConfirm={() => save(verdicts)}
      onClose={onClose}
    >
      {moving.map((line, index) => (
        <LineVerdict
          key={line.id}
          line={line}
          verdict={verdicts[index]!}
          fault={faultAt(`lines[${index}]`)}
          onChange={(verdict) => setVerdicts(verdicts.with(index, verdict))}
        />
      ))}
      {differs ? (
        <Entry label={t('confirm.reason')} error={faultAt('reason')}>
          <Input maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Entry>
      ) : null}
      <OwnPlace organisation={transfer.to.id} value={placeId} onChange={setPlaceId} error={faultAt('placeId')} />
    </FormDialog>
  );
}

type LineProps = { line: TransferLine; verdict: Verdict; fault: string | null; onChange: (verdict: Verdict) => void };

function LineVerdict({ line, verdict, fault, onChange }: LineProps) {
  const { t } = useTranslation('supply-transfers');
  const say = useSay();
  return (
    <fieldset className="plain-fieldset">
      <legend>
        {t('confirm.line', { item: say.text(line.itemName), quantity: say.quantity(line.underWay, line.baseUnitName) })}
      </legend>
      <div className="entries-three">
        {parts.map((part) => (
          <Entry key={part} label={t(`confirm.${part}`)} error={part === 'received' ? fault : null}>
            <InputNumber
              min={0}
              max={line.underWay}
              precision={0}
              value={verdict[part]}
              onChange={(typed) => onChange(withPart(line.underWay, verdict, part, typed ?? 0))}
            />
          </Entry>
        ))}
      </div>
    </fieldset>
  );
}

/** What is said to be missing or turned back did not arrive: the rest did, unless somebody says otherwise. */
function withPart(underWay: number, verdict: Verdict, part: (typeof parts)[number], typed: number): Verdict {
  const next = { ...verdict, [part]: typed };
  return part === 'received' ? next : { ...next, received: Math.max(0, underWay - next.lost - next.returned) };
}

type PlaceProps = {
  organisation: string;
  value: string | null;
  onChange: (id: string | null) => void;
  error: string | null;
};

/** Only where the receiver has more than one place. */
function OwnPlace({ organisation, value, onChange, error }: PlaceProps) {
  const { t } = useTranslation('supply-transfers');
  const placeName = usePlaceName();
  const places = useQuery({
    queryKey: [...queryKeys.supply, 'places', organisation],
    queryFn: () => api.stock.listPlaces({ organisation }),
  });
  const stores = (places.data ?? []).filter(({ kind }) => kind === 'store');
  if (stores.length === 0) return null;
  return (
    <Entry label={t('confirm.place')} error={error}>
      <Select
        value={value}
        onChange={onChange}
        options={[
          { value: null, label: t('confirm.site') },
          ...stores.map((place) => ({ value: place.id, label: placeName(place) })),
        ]}
      />
    </Entry>
  );
}
