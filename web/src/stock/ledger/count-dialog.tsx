import type { Holding } from '@baogong/contract';
import { InputNumber } from 'antd';
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

/** Counts one item at one place: the book follows what was counted. */
export function CountDialog({ holding, onClose }: { holding: Holding; onClose: () => void }) {
  const { t } = useTranslation('stock-ledger');
  const say = useSay();
  const placeName = usePlaceName();
  const [quantity, setQuantity] = useState<number | null>(null);
  const { place, item, onHand, baseUnitName } = holding;
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, counted: number) =>
      api.stock.countStock({ commandId, placeId: place.id, lines: [{ item, quantity: counted, shown: onHand }] }),
    stale: [queryKeys.supply],
    done: ({ lines }) => {
      const line = lines[0]!;
      const book = say.quantity(line.book + line.posted, baseUnitName);
      showToast({ text: line.outcome === 'asked' ? t('counted.asked') : t('counted', { quantity: book }) });
      onClose();
    },
  });
  return (
    <FormDialog
      title={`${t('count')} · ${say.text(holding.itemName)}`}
      busy={busy}
      problem={problem}
      onConfirm={() => (quantity === null ? undefined : save(quantity))}
      onClose={onClose}
    >
      <p className="secondary">{placeName(place)}</p>
      <Entry
        label={t('field.counted', { unit: say.text(baseUnitName) })}
        hint={t('field.counted-hint', { quantity: say.quantity(onHand, baseUnitName) })}
        error={faultAt('lines[0].quantity')}
      >
        <InputNumber min={0} precision={0} value={quantity} onChange={setQuantity} />
      </Entry>
    </FormDialog>
  );
}
