import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { Button, Field } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useCommandId } from '../../shared/use-command-id.ts';
import { useSay } from '../../shared/use-say.ts';
import type { DraftItem } from '../ask/draft.ts';
import { useItemSearch, useUnits } from '../ask/items.ts';
import { readQuantity } from '../ask/quantity.ts';
import { Choices } from '../../shared/plain/choices.tsx';
import { SearchPicker } from '../search-picker.tsx';
import { WhenField } from '../when-field.tsx';

const leadTimes = {
  '60': 'lead.hour',
  '240': 'lead.four-hours',
  '1440': 'lead.day',
  '4320': 'lead.three-days',
} as const;
type Lead = keyof typeof leadTimes;

type Fields = {
  form: 'stock' | 'offer';
  typed: string;
  unit: string | null;
  lead: Lead;
  availableUntil: string | null;
  note: string;
};
const blank: Fields = { form: 'stock', typed: '', unit: null, lead: '60', availableUntil: null, note: '' };

/** Stock to report, or an offer: an item, how much, how soon it can leave. */
export function NewSource({ supplier, onDone }: { supplier: string; onDone: () => void }) {
  const { t } = useTranslation('phone-supply');
  const search = useItemSearch();
  const [item, setItem] = useState<DraftItem | null>(null);
  if (!item) {
    return <SearchPicker label={t('new.item')} placeholder={t('new.placeholder')} onPick={setItem} {...search} />;
  }
  return <SourceForm supplier={supplier} item={item} onDone={onDone} />;
}

function SourceForm({ supplier, item, onDone }: { supplier: string; item: DraftItem; onDone: () => void }) {
  const { t } = useTranslation('phone-supply');
  const say = useSay();
  const [fields, setFields] = useState(blank);
  const { save, busy, failure } = useCreation(supplier, item, onDone);
  const change = (part: Partial<Fields>) => setFields({ ...fields, ...part });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(fields);
      }}
    >
      <h3>{say.text(item.name)}</h3>
      <Choices
        label={t('new.form')}
        value={fields.form}
        onChange={(form) => change({ form })}
        options={(['stock', 'offer'] as const).map((value) => ({ value, label: t(`form.${value}`) }))}
      />
      <AmountFields item={item} fields={fields} change={change} failure={failure} />
      <Choices
        label={t('new.lead')}
        value={fields.lead}
        onChange={(lead) => change({ lead })}
        options={(Object.keys(leadTimes) as Lead[]).map((value) => ({ value, label: t(leadTimes[value]) }))}
      />
      <WhenField
        label={t('new.until')}
        quick={['tonight', 'noon']}
        value={fields.availableUntil}
        onChange={(availableUntil) => change({ availableUntil })}
      />
      <Field label={t('new.note')}>
        <input maxLength={200} value={fields.note} onChange={(event) => change({ note: event.target.value })} />
      </Field>
      <Button kind="main" type="submit" className="button-wide" busy={busy}>
        {t('new.save')}
      </Button>
    </form>
  );
}

type AmountProps = {
  item: DraftItem;
  fields: Fields;
  change: (part: Partial<Fields>) => void;
  failure: string | null;
};

function AmountFields({ item, fields, change, failure }: AmountProps) {
  const { t } = useTranslation('phone-supply');
  const say = useSay();
  const units = useUnits(item);
  return (
    <div className="two-fields">
      <Field label={t('new.quantity')} error={failure}>
        <input inputMode="numeric" value={fields.typed} onChange={(event) => change({ typed: event.target.value })} />
      </Field>
      <Field label={t('new.unit')}>
        <select value={fields.unit ?? item.baseUnit} onChange={(event) => change({ unit: event.target.value })}>
          {units.map(({ unit, name }) => (
            <option key={unit} value={unit}>
              {say.text(name)}
            </option>
          ))}
        </select>
      </Field>
    </div>
  );
}

function useCreation(supplier: string, item: DraftItem, onDone: () => void) {
  const { t } = useTranslation('phone-supply');
  const say = useSay();
  const client = useQueryClient();
  const commandId = useCommandId();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function save({ form, typed, unit, lead, availableUntil, note }: Fields): Promise<void> {
    const quantity = readQuantity(typed);
    if (quantity === null) return setFailure(t('stock.wrong'));
    const body = {
      organisationId: supplier,
      item: item.code,
      form,
      quantity,
      unit: unit ?? item.baseUnit,
      leadMinutes: Number(lead),
      availableUntil,
      note: note.trim() || null,
    };
    setBusy(true);
    try {
      await api.supply.createSource({ commandId: commandId(body), ...body });
      showToast({ text: t('stock.saved') });
      await client.invalidateQueries({ queryKey: queryKeys.supply });
      onDone();
    } catch (error) {
      setFailure(say.problem(problemOf(error)));
      setBusy(false);
    }
  }
  return { save, busy, failure };
}
