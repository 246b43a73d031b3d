import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { api, problemOf } from '../../shared/api.ts';
import { Card, Empty, Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import { MovementRow } from './movement-row.tsx';
import { usePlaceName } from './place-name.tsx';
import '../../shared/desk/entry.css';
import './ledger.css';

type Search = { lot?: string; need?: string; delivery?: string; transfer?: string; place?: string; item?: string };

/** Where a lot, the goods of a need or a delivery, or an item at a place has been, and where it is now. */
export function Screen() {
  const { t } = useTranslation('stock-ledger');
  const say = useSay();
  const placeName = usePlaceName();
  const { lot, need, delivery, transfer, place, item }: Search = useSearch({ strict: false });
  const subject = { lot, need, delivery, transfer, place, item };
  const trace = useQuery({
    queryKey: [...queryKeys.supply, 'trace', subject],
    queryFn: () => api.stock.trace(subject),
  });
  if (trace.isPending) return <Loading rows={6} />;
  if (trace.isError) return <Failure problem={problemOf(trace.error)} again={() => void trace.refetch()} />;
  const { steps, now, hidden, elsewhere, more } = trace.data;
  const first = steps[0];
  const unitOf = (code: string) => steps.find((step) => step.item === code)!.baseUnitName;
  const nameOf = (code: string) => say.text(steps.find((step) => step.item === code)!.itemName);
  const known = now.filter((each) => steps.some((step) => step.item === each.item));
  return (
    <div className="page-narrow">
      <header className="desk-head">
        <h1>
          {t('trace.title')}
          {first ? ` · ${nameOf(first.item)}` : ''}
          {lot && first?.lot ? ` · ${t('trace.lot', { number: first.lot.number })}` : ''}
        </h1>
        <Link to={paths.goods}>{t('trace.back')}</Link>
      </header>
      <p className="secondary">{t('trace.lead')}</p>
      {first ? null : <Empty icon="box" title={t('trace.none')} />}
      <div className="ledger-cards">
        {known.length > 0 ? (
          <Card title={t('trace.now')}>
            <ul className="now-places numbers">
              {known.map((each) => (
                <li key={`${each.place.id} ${each.item}`}>
                  {placeName(each.place)}
                  <strong>{say.quantity(each.onHand, unitOf(each.item))}</strong>
                </li>
              ))}
            </ul>
            {elsewhere > 0 && first ? (
              <p className="hint">{t('trace.elsewhere', { quantity: say.quantity(elsewhere, first.baseUnitName) })}</p>
            ) : null}
          </Card>
        ) : null}
        {first ? (
          <Card title={t('trace.steps')}>
            <ol className="moves">
              {steps.map((step) => (
                <MovementRow key={step.id} movement={step} />
              ))}
            </ol>
            {more ? <p className="hint">{t('trace.more')}</p> : null}
            {hidden > 0 ? <p className="hint">{t('trace.hidden', { count: hidden })}</p> : null}
          </Card>
        ) : null}
      </div>
    </div>
  );
}
