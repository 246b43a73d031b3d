import type { Source } from '@baogong/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { numberText } from '../../shared/format.ts';
import { Button, Chip, Empty, Failure, Loading, Sheet } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useCommandId } from '../../shared/use-command-id.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { readQuantity } from '../ask/quantity.ts';
import { OriginChip } from '../../supply/origin-chip.tsx';
import { OrganisationSwitch } from '../organisation-switch.tsx';
import '../phone.css';
import { useOrganisation } from '../use-organisation.ts';
import { NewSource } from './new-source.tsx';
import './supply.css';

/** What I have and offer, one number each: tap it, type, save. */
export function Screen() {
  const { t } = useTranslation('phone-supply');
  const place = useOrganisation('supplies');
  const supplier = place.chosen?.id;
  return (
    <>
      <h1>{t('stock.title')}</h1>
      <OrganisationSwitch {...place} />
      {supplier ? <Stock key={supplier} supplier={supplier} /> : <p>{t('orders.choose')}</p>}
    </>
  );
}

function Stock({ supplier }: { supplier: string }) {
  const { t } = useTranslation('phone-supply');
  const [adding, setAdding] = useState(false);
  const sources = useQuery({
    queryKey: [...queryKeys.supply, 'own', supplier],
    queryFn: () => api.supply.listSources({ organisation: supplier, limit: 200 }),
  });
  return (
    <>
      <Button kind="main" icon="plus" className="button-wide stock-add" onClick={() => setAdding(true)}>
        {t('stock.new')}
      </Button>
      {sources.isPending ? <Loading /> : null}
      {sources.isError ? <Failure problem={problemOf(sources.error)} again={() => void sources.refetch()} /> : null}
      {sources.data?.rows.length === 0 ? <Empty icon="box" title={t('stock.empty')} /> : null}
      <ul className="plain-list">
        {sources.data?.rows.map((source) => (
          // Corrected elsewhere meanwhile: the row starts afresh from the new number.
          <SourceRow key={`${source.id} ${source.version}`} source={source} />
        ))}
      </ul>
      <Sheet title={t('stock.new')} open={adding} onClose={() => setAdding(false)}>
        <NewSource supplier={supplier} onDone={() => setAdding(false)} />
      </Sheet>
    </>
  );
}

function SourceRow({ source }: { source: Source }) {
  const { t } = useTranslation('phone-supply');
  const say = useSay();
  const now = useNow();
  const id = useId();
  const { typed, setTyped, save, busy, failure } = useRevision(source);
  const changed = typed !== numberText(source.quantity);
  return (
    <li className="card source-row">
      <form onSubmit={save}>
        <label htmlFor={id}>
          <strong>{say.text(source.itemName)}</strong>{' '}
          <Chip tone={source.form === 'stock' ? 'info' : 'quiet'}>{t(`form.${source.form}`)}</Chip>{' '}
          {source.origin === 'local' ? null : <OriginChip origin={source.origin} />}
        </label>
        <div className="source-amount">
          <input
            id={id}
            className="amount-number"
            inputMode="numeric"
            value={typed}
            aria-invalid={failure !== null || undefined}
            aria-describedby={failure ? `${id}-wrong` : undefined}
            onFocus={(event) => event.target.select()}
            onChange={(event) => setTyped(event.target.value)}
          />
          <span>{say.text(source.baseUnitName)}</span>
          {changed ? (
            <Button kind="main" type="submit" busy={busy}>
              {t('stock.save')}
            </Button>
          ) : null}
        </div>
        {failure ? (
          <p className="error" id={`${id}-wrong`} role="alert">
            {failure}
          </p>
        ) : null}
      </form>
      <p className="hint">
        {t('stock.reserved', {
          reserved: say.quantity(source.reserved, source.baseUnitName),
          available: say.quantity(source.available, source.baseUnitName),
        })}
        {source.availableUntil ? ` · ${t('stock.until', { time: say.moment(source.availableUntil, now) })}` : null}
        {source.note ? ` · ${source.note}` : null}
      </p>
    </li>
  );
}

function useRevision(source: Source) {
  const { t } = useTranslation('phone-supply');
  const say = useSay();
  const client = useQueryClient();
  const commandId = useCommandId();
  const [typed, setTyped] = useState(numberText(source.quantity));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function revise(): Promise<void> {
    const quantity = typed.trim() === '0' ? 0 : readQuantity(typed);
    if (quantity === null) return setFailure(t('stock.wrong'));
    const body = { id: source.id, version: source.version, quantity };
    setBusy(true);
    try {
      await api.supply.reviseSource({ commandId: commandId(body), ...body });
      setFailure(null);
      showToast({ text: t('stock.saved') });
      await client.invalidateQueries({ queryKey: queryKeys.supply });
    } catch (error) {
      setFailure(say.problem(problemOf(error)));
    } finally {
      setBusy(false);
    }
  }
  const save = (event: FormEvent) => {
    event.preventDefault();
    void revise();
  };
  return { typed, setTyped, save, busy, failure };
}
