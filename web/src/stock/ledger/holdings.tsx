import type { Holding } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemSelect } from '../../catalogue/item-select.tsx';
import { OrganisationSelect, type Choice } from '../../directory/choose.tsx';
import { paths } from '../../paths.ts';
import { api } from '../../shared/api.ts';
import { PagedTable } from '../../shared/desk/paged-table.tsx';
import { usePages } from '../../shared/desk/use-pages.ts';
import { Chip, Empty } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { holdsRight, useMay, useMe } from '../../shared/session.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { CountDialog } from './count-dialog.tsx';
import { CountQuestions } from './count-questions.tsx';
import { FirstGoods } from './first-goods.tsx';
import { Movements } from './movements.tsx';
import { usePlaceName } from './place-name.tsx';
import { PostDialog } from './post-dialog.tsx';
import { OfferDialog } from '../../supply/transfers/offer-dialog.tsx';
import '../../shared/desk/entry.css';
import './ledger.css';

type Search = { item?: string; organisation?: string; question?: string };

/** What is where, with lots and expiry; posting, counting and the last movements. Item and organisation stand in the URL. */
export function Screen() {
  const { t } = useTranslation('stock-ledger');
  const { me } = useMe();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const [organisation, setOrganisation] = useState<Choice | null>(null);
  const [expiring, setExpiring] = useState(false);
  const item = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', search.item],
    queryFn: () => api.catalogue.getItem({ code: search.item! }),
    enabled: Boolean(search.item),
  });
  const wanted = {
    item: search.item,
    organisation: organisation?.id ?? search.organisation,
    expiringWithinDays: expiring ? 30 : undefined,
  };
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('title')}</h1>
        {me && holdsRight(me, 'stock.write') ? <FirstGoods given={organisation} /> : null}
        <Link to={paths.transfers}>{t('transfers')}</Link>
        {me && holdsRight(me, 'stock.balance') ? (
          <Link to={paths.balance} search={search.item ? { item: search.item } : {}}>
            {t('balance.title')}
          </Link>
        ) : null}
      </header>
      <p className="secondary">{t('lead')}</p>
      <search className="filters">
        <ItemSelect
          aria-label={t('filter.item')}
          clearable
          value={search.item && item.data ? item.data : null}
          onChange={(chosen) => void navigate({ to: paths.goods, search: chosen ? { item: chosen.code } : {} })}
        />
        <OrganisationSelect
          aria-label={t('filter.organisation')}
          clearable
          value={organisation}
          onChange={setOrganisation}
        />
        <Checkbox checked={expiring} onChange={(event) => setExpiring(event.target.checked)}>
          {t('filter.expiring')}
        </Checkbox>
      </search>
      <CountQuestions organisation={wanted.organisation} asked={search.question} />
      <HoldingTable wanted={wanted} />
      <div className="ledger-cards">
        <Movements item={wanted.item} organisation={wanted.organisation} />
      </div>
    </div>
  );
}

type Wanted = { item?: string | undefined; organisation?: string | undefined; expiringWithinDays: number | undefined };
type Doing = { holding: Holding; what: 'post' | 'count' | 'offer' };

function HoldingTable({ wanted }: { wanted: Wanted }) {
  const { t } = useTranslation('stock-ledger');
  const { text } = useSay();
  const [doing, setDoing] = useState<Doing | null>(null);
  const pages = usePages([...queryKeys.supply, 'holdings', wanted], (after) =>
    api.stock.listHoldings({ ...wanted, after, limit: 50 }),
  );
  return (
    <>
      <PagedTable
        pages={pages}
        rowKey={({ place, item }) => `${place.id} ${item}`}
        minWidth={1060}
        name={t('title')}
        empty={<Empty icon="box" title={t('empty')} />}
        columns={[
          { title: t('column.item'), width: 170, render: (_, row) => text(row.itemName) },
          { title: t('column.place'), render: (_, row) => <PlaceCell row={row} /> },
          { title: t('column.amount'), width: 200, render: (_, row) => <Amount row={row} /> },
          { title: t('column.lots'), width: 220, render: (_, row) => <Lots row={row} /> },
          { title: t('column.seen'), width: 130, render: (_, row) => <Seen row={row} /> },
          { title: t('column.action'), width: 290, render: (_, row) => <Actions row={row} onDo={setDoing} /> },
        ]}
      />
      {doing?.what === 'post' ? <PostDialog holding={doing.holding} onClose={() => setDoing(null)} /> : null}
      {doing?.what === 'offer' ? <OfferDialog holding={doing.holding} onClose={() => setDoing(null)} /> : null}
      {doing?.what === 'count' ? <CountDialog holding={doing.holding} onClose={() => setDoing(null)} /> : null}
    </>
  );
}

function PlaceCell({ row }: { row: Holding }) {
  const { t } = useTranslation('stock-ledger');
  const placeName = usePlaceName();
  return (
    <>
      {placeName(row.place)}
      <div className="hint">{row.areaName}</div>
      {row.openQuestion ? (
        <Chip tone="warning" icon="help">
          {t('question')}
        </Chip>
      ) : null}
    </>
  );
}

function Amount({ row }: { row: Holding }) {
  const { t } = useTranslation('stock-ledger');
  const say = useSay();
  return (
    <div className="numbers">
      <strong>{say.quantity(row.onHand, row.baseUnitName)}</strong>
      {row.reserved > 0 ? (
        <div className="hint">
          {t('reserved', { quantity: say.quantity(row.reserved, row.baseUnitName) })} ·{' '}
          {t('available', { quantity: say.quantity(row.available, row.baseUnitName) })}
        </div>
      ) : null}
      {row.rejected > 0 ? (
        <div className="hint">{t('rejected', { quantity: say.quantity(row.rejected, row.baseUnitName) })}</div>
      ) : null}
    </div>
  );
}

function Lots({ row }: { row: Holding }) {
  const { t } = useTranslation('stock-ledger');
  const say = useSay();
  if (row.lots.length === 0) return <span className="hint">{t('lot.none')}</span>;
  return (
    <ul className="holding-lots numbers">
      {row.lots.map((lot) => (
        <li key={lot.id}>
          <Link to={paths.trace} search={{ lot: lot.id }}>
            {lot.number}
          </Link>{' '}
          {say.quantity(lot.onHand, row.baseUnitName)}
          {lot.expiresOn ? (
            <span className={lot.expired ? 'lot-past' : 'hint'}>
              {' '}
              · {t(lot.expired ? 'lot.expired' : 'lot.expires', { day: lot.expiresOn })}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Seen({ row }: { row: Holding }) {
  const { t } = useTranslation('stock-ledger');
  const say = useSay();
  const now = useNow(60_000);
  return row.lastCountedAt ? say.ago(row.lastCountedAt, now) : <span className="hint">{t('never-counted')}</span>;
}

function Actions({ row, onDo }: { row: Holding; onDo: (doing: Doing) => void }) {
  const { t } = useTranslation('stock-ledger');
  const may = useMay();
  const { place, item } = row;
  const allowed = may('stock.write', { organisationId: place.organisationId, areaCode: place.areaCode });
  const mayOffer = may('transfers.offer', { organisationId: place.organisationId, areaCode: place.areaCode });
  const isShelf = place.kind === 'site' || place.kind === 'store';
  const reason = allowed ? undefined : t('may-not');
  return (
    <div className="holding-actions">
      <Button size="small" disabled={!allowed} title={reason} onClick={() => onDo({ holding: row, what: 'post' })}>
        {t('post')}
      </Button>
      <Button
        size="small"
        disabled={!allowed || place.kind === 'transit'}
        title={reason}
        onClick={() => onDo({ holding: row, what: 'count' })}
      >
        {t('count')}
      </Button>
      <Button
        size="small"
        disabled={!mayOffer || !isShelf || row.available === 0}
        title={mayOffer ? (isShelf ? undefined : t('offer-not-here')) : t('may-not')}
        onClick={() => onDo({ holding: row, what: 'offer' })}
      >
        {t('offer')}
      </Button>
      <Link to={paths.trace} search={{ place: place.id, item }}>
        {t('trace')}
      </Link>
    </div>
  );
}
