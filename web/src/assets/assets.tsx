import type { AssetState, SerialKind } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OrganisationSelect, type Choice } from '../directory/choose.tsx';
import { assetPath, paths } from '../paths.ts';
import { api } from '../shared/api.ts';
import { PagedTable } from '../shared/desk/paged-table.tsx';
import { usePages } from '../shared/desk/use-pages.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { Empty } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { holdsRight, useMe } from '../shared/session.ts';
import { useNow, useSay } from '../shared/use-say.ts';
import { useSettled } from '../shared/use-settled.ts';
import { AssetCards, Inspection } from './asset-cards.tsx';
import { RegisterDialog } from './register-dialog.tsx';
import { useSayPlace } from './say-place.ts';
import { StateChip } from './state-chip.tsx';
import '../shared/desk/entry.css';
import './assets.css';

/** On a phone the table has no room. */
const narrow = window.matchMedia('(max-width: 700px)').matches;
const kinds = ['cylinder', 'concentrator', 'ventilator', 'high-flow', 'other'] as const satisfies SerialKind[];
const states = [
  'full',
  'empty',
  'in-inspection',
  'working',
  'faulty',
  'lost',
  'scrapped',
] as const satisfies AssetState[];
const dues = ['overdue', 'soon', 'lent', 'lent-overdue'] as const;
type Due = (typeof dues)[number];
type Wanted = {
  query: string;
  kind: SerialKind | null;
  state: AssetState | null;
  place: Choice | null;
  due: Due | null;
};

/** Every cylinder and device: by number, kind, state, place, date. */
export function Screen() {
  const { t } = useTranslation('assets');
  const { me } = useMe();
  const [registering, setRegistering] = useState(false);
  const [wanted, setWanted] = useState<Wanted>({ query: '', kind: null, state: null, place: null, due: null });
  const set = (change: Partial<Wanted>) => setWanted((before) => ({ ...before, ...change }));
  const filter = useFilter(wanted);
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('title')}</h1>
        <Link to={paths.equipment}>{t('to-equipment')}</Link>
        {me && holdsRight(me, 'assets.register') ? (
          <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setRegistering(true)}>
            {t('register')}
          </Button>
        ) : null}
      </header>
      <p className="secondary">{t('lead')}</p>
      <Figures filter={filter} choose={(due) => set({ due })} />
      <Filters wanted={wanted} set={set} />
      <AssetTable filter={filter} />
      {registering ? <RegisterDialog onClose={() => setRegistering(false)} /> : null}
    </div>
  );
}

function useFilter({ query, kind, state, place, due }: Wanted) {
  return {
    query: useSettled(query.trim(), 200) || undefined,
    kind: kind ?? undefined,
    state: state ?? undefined,
    organisation: place?.id,
    due: due === 'overdue' || due === 'soon' ? due : undefined,
    loans: due === 'lent' ? ('all' as const) : due === 'lent-overdue' ? ('overdue' as const) : undefined,
  };
}
type Filter = ReturnType<typeof useFilter>;

/** What there is, state by state; the dates that need somebody are buttons. */
function Figures({ filter, choose }: { filter: Filter; choose: (due: Due) => void }) {
  const { t } = useTranslation('assets');
  const figures = useQuery({
    queryKey: [...queryKeys.assets, 'figures', filter],
    queryFn: () => api.assets.assetFigures(filter),
    placeholderData: (before) => before,
  });
  if (!figures.data) return null;
  const { total, states: counted, onTheWay, overdue, lent, lentOverdue } = figures.data;
  const byState = Map.groupBy(counted, ({ state }) => state);
  return (
    <ul className="asset-figures numbers">
      <li>
        {t('figure.total')} <strong>{total}</strong>
      </li>
      {[...byState].map(([state, rows]) => (
        <li key={state}>
          <StateChip state={state} /> <strong>{rows.reduce((sum, { count }) => sum + count, 0)}</strong>
        </li>
      ))}
      <li>
        {t('figure.on-the-way')} <strong>{onTheWay}</strong>
      </li>
      {(
        [
          ['overdue', overdue, 'figure.overdue'],
          ['lent', lent, 'figure.lent'],
          ['lent-overdue', lentOverdue, 'figure.lent-overdue'],
        ] as const
      )
        .filter(([, count]) => count > 0)
        .map(([due, count, word]) => (
          <li key={due}>
            <Button size="small" danger={due !== 'lent'} onClick={() => choose(due)}>
              {t(word)} {count}
            </Button>
          </li>
        ))}
    </ul>
  );
}

function Filters({ wanted, set }: { wanted: Wanted; set: (change: Partial<Wanted>) => void }) {
  const { t } = useTranslation('assets');
  return (
    <search className="filters asset-filters">
      <Input
        allowClear
        aria-label={t('search')}
        placeholder={t('search')}
        prefix={<Icon name="search" size={16} />}
        value={wanted.query}
        onChange={(event) => set({ query: event.target.value })}
      />
      <Select
        allowClear
        aria-label={t('filter.kind')}
        placeholder={t('filter.kind')}
        value={wanted.kind}
        onChange={(kind?: SerialKind) => set({ kind: kind ?? null })}
        options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <Select
        allowClear
        aria-label={t('filter.state')}
        placeholder={t('filter.state')}
        value={wanted.state}
        onChange={(state?: AssetState) => set({ state: state ?? null })}
        options={states.map((value) => ({ value, label: t(`state.${value}`) }))}
      />
      <Select
        allowClear
        aria-label={t('filter.due')}
        placeholder={t('filter.due')}
        value={wanted.due}
        onChange={(due?: Due) => set({ due: due ?? null })}
        options={dues.map((value) => ({ value, label: t(`due.${value}`) }))}
      />
      <OrganisationSelect
        aria-label={t('filter.place')}
        clearable
        value={wanted.place}
        onChange={(place) => set({ place })}
      />
    </search>
  );
}

function AssetTable({ filter }: { filter: Filter }) {
  const { t } = useTranslation('assets');
  const say = useSay();
  const now = useNow(60_000);
  const sayPlace = useSayPlace();
  const pages = usePages([...queryKeys.assets, 'list', filter], (after) =>
    api.assets.listAssets({ ...filter, after, limit: 50 }),
  );
  const filtered = Object.values(filter).some(Boolean);
  const empty = <Empty icon="tag" title={t(filtered ? 'empty.filtered' : 'empty.none')} />;
  if (narrow) return <AssetCards pages={pages} empty={empty} />;
  return (
    <PagedTable
      pages={pages}
      rowKey="id"
      minWidth={900}
      name={t('title')}
      empty={empty}
      columns={[
        {
          title: t('column.number'),
          width: 150,
          render: (_, asset) => <Link to={assetPath(asset.id)}>{asset.number}</Link>,
        },
        { title: t('column.item'), width: 200, render: (_, asset) => say.text(asset.itemName) },
        { title: t('column.state'), width: 120, render: (_, asset) => <StateChip state={asset.state} /> },
        { title: t('column.place'), render: (_, asset) => sayPlace(asset.place) },
        { title: t('column.owner'), width: 170, render: (_, asset) => asset.owner.name },
        { title: t('column.inspection'), width: 150, render: (_, asset) => <Inspection asset={asset} /> },
        { title: t('column.moved'), width: 120, render: (_, asset) => say.ago(asset.movedAt, now) },
      ]}
    />
  );
}
