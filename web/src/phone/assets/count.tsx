import type { Holding } from '@baogong/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { Button, Chip, Empty, Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMe } from '../../shared/session.ts';
import { useSay } from '../../shared/use-say.ts';
import { useKept, type Kept } from '../outbox/kept.ts';
import { OrganisationSwitch } from '../organisation-switch.tsx';
import '../phone.css';
import { SearchPicker } from '../search-picker.tsx';
import { useResend } from '../outbox/use-resend.ts';
import { type Count, count, countsOf, drop, sendWaiting, waits } from './count-outbox.ts';
import { usePlaces } from './use-places.ts';
import './scan.css';

type Row = Pick<Holding, 'item' | 'itemName' | 'baseUnitName'> & { placeId: string; shown: number | null };

/** Stocktake: what is really there, item by item; without a network too. */
export function Screen() {
  const { t } = useTranslation('phone-assets');
  const { places, chosen, choose } = usePlaces();
  return (
    <>
      <h1>{t('count.title')}</h1>
      <OrganisationSwitch organisations={places} chosen={chosen} choose={choose} />
      {chosen ? <Counting key={chosen.id} organisationId={chosen.id} /> : <p>{t('choose')}</p>}
    </>
  );
}

function Counting({ organisationId }: { organisationId: string }) {
  const { t } = useTranslation('phone-assets');
  const say = useSay();
  const counts = useCounts();
  const [added, setAdded] = useState<Row[]>([]);
  const holdings = useQuery({
    queryKey: [...queryKeys.assets, 'count', organisationId],
    queryFn: () => api.stock.listHoldings({ organisation: organisationId, limit: 200 }),
  });
  const held = (holdings.data?.rows ?? [])
    .filter(({ place }) => place.kind === 'site' || place.kind === 'store')
    .map(({ place, onHand, ...row }): Row => ({ ...row, placeId: place.id, shown: onHand }));
  const rows = [...added.filter(({ item }) => !held.some((each) => each.item === item)), ...held];
  return (
    <>
      <Waiting counts={counts} />
      <SearchPicker<Row>
        label={t('count.find')}
        placeholder={t('mode.to-placeholder')}
        queryKey={(query) => [...queryKeys.items(query), 'count']}
        find={async (query) =>
          (await api.catalogue.listItems({ query, limit: 8 })).rows.map(({ code, name, baseUnitName }) => ({
            key: code,
            label: say.text(name),
            hint: say.text(baseUnitName),
            thing: { item: code, itemName: name, baseUnitName, placeId: organisationId, shown: null },
          }))
        }
        onPick={(row) => setAdded((before) => [row, ...before.filter(({ item }) => item !== row.item)])}
      />
      {holdings.isPending ? <Loading /> : null}
      {holdings.isError ? <Failure problem={problemOf(holdings.error)} again={() => void holdings.refetch()} /> : null}
      {holdings.data && rows.length === 0 ? <Empty icon="box" title={t('count.empty')} /> : null}
      <ul className="plain-list">
        {rows.map((row) => (
          <CountRow key={`${row.placeId} ${row.item}`} row={row} counts={counts} />
        ))}
      </ul>
    </>
  );
}

function CountRow({ row, counts }: { row: Row; counts: Kept<Count[]> }) {
  const { t } = useTranslation('phone-assets');
  const say = useSay();
  const client = useQueryClient();
  const id = useId();
  const [typed, setTyped] = useState('');
  const last = useKept(counts).find(({ item, placeId }) => item === row.item && placeId === row.placeId);
  const whole = /^\d{1,12}$/.test(typed.trim());
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!whole) return;
    const { item, itemName, placeId, shown } = row;
    void count(counts, { item, itemName, placeId, shown, unit: row.baseUnitName, quantity: Number(typed) }).then(() =>
      client.invalidateQueries({ queryKey: queryKeys.assets }),
    );
    setTyped('');
  }
  return (
    <li className="card scan-row">
      <form className="scan-typed count-row" onSubmit={submit}>
        <div className="field">
          <label htmlFor={id}>
            {say.text(row.itemName)}{' '}
            <span className="hint">
              {row.shown === null ? null : t('count.book', { quantity: say.quantity(row.shown, row.baseUnitName) })}
            </span>
          </label>
          <input id={id} inputMode="numeric" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </div>
        <Button kind="main" type="submit" blocked={whole ? null : t('count.number')}>
          {t('count.save')}
        </Button>
      </form>
      {last ? <Outcome counted={last} /> : null}
    </li>
  );
}

function Outcome({ counted }: { counted: Count }) {
  const { t } = useTranslation('phone-assets');
  const say = useSay();
  const quantity = say.quantity(counted.quantity, counted.unit);
  if (counted.refused)
    return (
      <p className="error" role="alert">
        {t('result.refused', { why: say.problem(counted.refused) })}
      </p>
    );
  if (!counted.line) return <p className="hint">{t('result.waiting')}</p>;
  const disputed = counted.line.conflictId !== null;
  return (
    <p>
      <Chip tone={disputed ? 'warning' : 'good'} icon={disputed ? 'alert' : 'check'}>
        {t(disputed ? 'count.disputed' : 'count.done', { quantity })}
      </Chip>
    </p>
  );
}

/** What is not sent yet, in plain sight. */
function Waiting({ counts }: { counts: Kept<Count[]> }) {
  const { t } = useTranslation('phone-assets');
  const say = useSay();
  const waiting = useKept(counts).filter(waits);
  if (waiting.length === 0) return null;
  return (
    <section className="card unsent" aria-live="polite">
      <h2>
        <Icon name="alert" /> {t('waiting.title', { count: waiting.length })}
      </h2>
      <p>{t('waiting.lead')}</p>
      <ul className="plain-list">
        {waiting.map((each) => (
          <li key={each.commandId}>
            {say.text(each.itemName)} {say.quantity(each.quantity, each.unit)}{' '}
            <Button onClick={() => drop(counts, each.commandId)}>{t('result.drop')}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Counts of whoever is signed in; what waits is tried again by itself. */
function useCounts(): Kept<Count[]> {
  const { me } = useMe();
  const counts = countsOf(me?.personId ?? 'nobody');
  const some = useKept(counts).some(waits);
  const retry = useCallback(() => void sendWaiting(counts), [counts]);
  useResend(some, retry);
  return counts;
}
