import type { Transfer } from '@baogong/contract';
import { Checkbox, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import { inHours } from './in-hours.ts';

const waits = [1, 2, 4, 8, 24] as const;

/** Goods leave: everything that is held unless less is typed. */
export function SendDialog({ transfer, onClose }: { transfer: Transfer; onClose: () => void }) {
  const { t } = useTranslation('supply-transfers');
  const say = useSay();
  const held = transfer.lines.filter((line) => line.held > 0);
  const [quantities, setQuantities] = useState(() => held.map((line) => line.held));
  const [releaseRest, setReleaseRest] = useState(false);
  const [hours, setHours] = useState<number | null>(null);
  const [vehicle, setVehicle] = useState('');
  const { save, busy, problem, faultAt } = useSave({
    run: (
      commandId,
      sent: Pick<Parameters<typeof api.transfers.sendTransfer>[0], 'lines'> & { expectedAt: string | null },
    ) => api.transfers.sendTransfer({ commandId, id: transfer.id, releaseRest, vehicle: vehicle || null, ...sent }),
    stale: [queryKeys.transfers, queryKeys.supply],
    done: () => {
      showToast({ text: t('send.done') });
      onClose();
    },
  });
  const lines = held.flatMap((line, index) => {
    const quantity = quantities[index] ?? 0;
    return quantity > 0 ? [{ lineId: line.id, quantity }] : [];
  });
  return (
    <FormDialog
      title={t('send.title', { number: transfer.number })}
      confirm={t('send')}
      busy={busy}
      problem={problem}
      onConfirm={() => save({ lines, expectedAt: hours === null ? null : inHours(hours) })}
      onClose={onClose}
    >
      {held.map((line, index) => (
        <Entry
          key={line.id}
          label={t('send.line', {
            item: say.text(line.itemName),
            quantity: say.quantity(line.held, line.baseUnitName),
          })}
          error={faultAt(`lines[${index}]`)}
        >
          <InputNumber
            min={0}
            max={line.held}
            precision={0}
            value={quantities[index] ?? null}
            onChange={(typed) => setQuantities(quantities.with(index, typed ?? 0))}
          />
        </Entry>
      ))}
      <Checkbox checked={releaseRest} onChange={(event) => setReleaseRest(event.target.checked)}>
        {t('send.rest')}
      </Checkbox>
      <OnTheRoad hours={hours} onHours={setHours} vehicle={vehicle} onVehicle={setVehicle} faultAt={faultAt} />
    </FormDialog>
  );
}

type RoadProps = {
  hours: number | null;
  onHours: (hours: number | null) => void;
  vehicle: string;
  onVehicle: (vehicle: string) => void;
  faultAt: (field: string) => string | null;
};

/** When it is expected, and on which vehicle. */
function OnTheRoad({ hours, onHours, vehicle, onVehicle, faultAt }: RoadProps) {
  const { t } = useTranslation('supply-transfers');
  return (
    <div className="entries-two">
      <Entry label={t('send.expected')} error={faultAt('expectedAt')} optional>
        <Select
          value={hours}
          onChange={onHours}
          options={[
            { value: null, label: t('send.unknown') },
            ...waits.map((value) => ({ value, label: t('offer.hours', { hours: value }) })),
          ]}
        />
      </Entry>
      <Entry label={t('send.vehicle')} hint={t('send.vehicle-hint')} error={faultAt('vehicle')} optional>
        <Input maxLength={200} value={vehicle} onChange={(event) => onVehicle(event.target.value)} />
      </Entry>
    </div>
  );
}
