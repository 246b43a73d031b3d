import { useQuery } from '@tanstack/react-query';
import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ItemChoice, ItemSelect } from '../../catalogue/item-select.tsx';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMe } from '../../shared/session.ts';
import { useSay } from '../../shared/use-say.ts';

type Draft = {
  item: ItemChoice | null;
  unit: string | undefined;
  area: string;
  yuan: number | null;
  sold: number | null;
  onHand: number | null;
  source: string;
};

/** What somebody saw at a market: price, what was sold, what is there. */
export function QuoteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('warnings-staples');
  const say = useSay();
  const { me } = useMe();
  const area = me?.posts.find(({ areaCode }) => areaCode)?.areaCode ?? '';
  const [draft, setDraft] = useState<Draft>({
    item: null,
    unit: undefined,
    area,
    yuan: null,
    sold: null,
    onHand: null,
    source: '',
  });
  const units = useUnits(draft.item?.code);
  const unit = units.find((each) => each.unit === draft.unit) ?? usualUnit(units);
  const per = unit ? say.text(unit.name) : t('field.unit');
  const { save, busy, problem, faultAt } = useQuote(unit?.unit, onClose);
  const fault = (name: string) => faultAt(`quotes[0].${name}`);
  return (
    <FormDialog title={t('quote')} busy={busy} problem={problem} onConfirm={() => save(draft)} onClose={onClose}>
      <Entry label={t('field.item')} error={fault('item')}>
        <ItemSelect value={draft.item} onChange={(chosen) => setDraft({ ...draft, item: chosen, unit: undefined })} />
      </Entry>
      <div className="entries-two">
        <Entry label={t('field.unit')} error={fault('unit')}>
          <Select
            value={unit?.unit}
            onChange={(chosen: string) => setDraft({ ...draft, unit: chosen })}
            options={units.map((each) => ({ value: each.unit, label: say.text(each.name) }))}
          />
        </Entry>
        <Entry label={t('field.area')} hint={t('field.area-hint')} error={fault('area')}>
          <Input
            maxLength={9}
            value={draft.area}
            onChange={(event) => setDraft({ ...draft, area: event.target.value.trim() })}
          />
        </Entry>
        <Entry label={t('field.source')} error={fault('source')}>
          <Input
            maxLength={120}
            value={draft.source}
            onChange={(event) => setDraft({ ...draft, source: event.target.value })}
          />
        </Entry>
        <Entry label={t('field.price', { unit: per })} error={fault('priceFen')}>
          <InputNumber min={0.01} precision={2} value={draft.yuan} onChange={(yuan) => setDraft({ ...draft, yuan })} />
        </Entry>
        <Entry label={t('field.sold', { unit: per })} optional error={fault('sold')}>
          <InputNumber min={0} value={draft.sold} onChange={(sold) => setDraft({ ...draft, sold })} />
        </Entry>
        <Entry label={t('field.stock', { unit: per })} optional error={fault('onHand')}>
          <InputNumber min={0} value={draft.onHand} onChange={(onHand) => setDraft({ ...draft, onHand })} />
        </Entry>
      </div>
    </FormDialog>
  );
}

/** Nobody prices rice by the gram. */
function usualUnit<Unit extends { unit: string }>(units: readonly Unit[]): Unit | undefined {
  return units.find(({ unit }) => unit === 'kilogram' || unit === 'litre') ?? units[0];
}

function useUnits(code: string | undefined) {
  const item = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', code],
    queryFn: () => api.catalogue.getItem({ code: code! }),
    enabled: code !== undefined,
  });
  return item.data?.units ?? [];
}

function useQuote(unit: string | undefined, done: () => void) {
  return useSave({
    run: (commandId, { item, unit: _unit, yuan, sold, onHand, ...rest }: Draft) => {
      const volumes = { ...(sold === null ? {} : { sold }), ...(onHand === null ? {} : { onHand }) };
      const quote = {
        ...rest,
        item: item?.code ?? '',
        unit,
        priceFen: Math.round((yuan ?? 0) * 100),
        ...volumes,
      };
      return api.staples.postQuotes({ commandId, quotes: [quote] });
    },
    stale: [queryKeys.staples],
    done,
  });
}
