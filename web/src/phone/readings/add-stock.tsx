import type { Item } from '@baogong/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { Button, Field } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useCommandId } from '../../shared/use-command-id.ts';
import { useSay } from '../../shared/use-say.ts';
import { SearchPicker } from '../search-picker.tsx';

/** Begins to watch one more item of the institution. */
export function AddStock({ organisation, onDone }: { organisation: string; onDone: () => void }) {
  const { t } = useTranslation('phone-readings');
  const say = useSay();
  const [item, setItem] = useState<Item | null>(null);
  if (item) return <Capacity organisation={organisation} item={item} onDone={onDone} />;
  return (
    <SearchPicker
      label={t('add.find')}
      placeholder={t('add.example')}
      queryKey={(query) => [...queryKeys.items(query), 'watch']}
      find={async (query) => {
        const { rows } = await api.catalogue.listItems({ query, limit: 8 });
        return rows.map((thing) => ({ key: thing.code, label: say.text(thing.name), hint: '', thing }));
      }}
      onPick={setItem}
    />
  );
}

function Capacity({ organisation, item, onDone }: { organisation: string; item: Item; onDone: () => void }) {
  const { t } = useTranslation('phone-readings');
  const say = useSay();
  const client = useQueryClient();
  const commandId = useCommandId();
  const largest = item.units.find(({ unit }) => unit === 'tonne')?.unit ?? item.baseUnit;
  const [typed, setTyped] = useState('');
  const [unit, setUnit] = useState(largest);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const toBase = item.units.find((each) => each.unit === unit)?.toBase ?? 1;
    const capacity = typed.trim() === '' ? null : Math.round(Number(typed.replace(',', '.')) * toBase);
    const body = {
      organisationId: organisation,
      item: item.code,
      gauge: capacity === null ? ('quantity' as const) : ('percent' as const),
      capacity,
    };
    setBusy(true);
    try {
      await api.readings.watchStock({ commandId: commandId(body), ...body });
      await client.invalidateQueries({ queryKey: queryKeys.runDry });
      onDone();
    } catch (error) {
      setFailure(say.problem(problemOf(error)));
      setBusy(false);
    }
  }
  return (
    <form onSubmit={(event) => void save(event)}>
      <h3>{say.text(item.name)}</h3>
      <p className="hint">{t('add.lead')}</p>
      <div className="two-fields">
        <Field label={t('add.capacity')} error={failure}>
          <input inputMode="decimal" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
        <Field label={t('add.unit')}>
          <select value={unit} onChange={(event) => setUnit(event.target.value)}>
            {item.units.map((each) => (
              <option key={each.unit} value={each.unit}>
                {say.text(each.name)}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <Button kind="main" type="submit" className="button-wide" busy={busy}>
        {t('add.save')}
      </Button>
    </form>
  );
}
