import type { RunDryRow } from '@baogong/contract';
import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Input, Segmented } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemSelect, type ItemChoice } from '../../catalogue/item-select.tsx';
import { AreaSelect, type Choice } from '../../directory/choose.tsx';
import { SheetDialog } from '../../intake/sheet-dialog.tsx';
import { sitePath } from '../../paths.ts';
import { api, problemOf } from '../../shared/api.ts';
import { MoreRows } from '../../shared/desk/more-rows.tsx';
import { PagedTable } from '../../shared/desk/paged-table.tsx';
import { usePages } from '../../shared/desk/use-pages.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { LampChip } from '../../shared/plain/lamp-chip.tsx';
import { Chip, Empty, Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { holdsRight, useMe } from '../../shared/session.ts';
import { useSettled } from '../../shared/use-settled.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { ComingGoods } from '../coming-goods.tsx';
import { DryTime, LastReading, RangeBar, StockNow, Trust } from '../parts.tsx';
import { DryCounts } from './dry-counts.tsx';
import { useShortSets } from './short-sets.ts';
import '../../shared/desk/entry.css';

const StockMap = lazy(() => import('../map/stock-map.tsx'));

/** On a phone the table has no room. */
const narrow = window.matchMedia('(max-width: 700px)').matches;

/** Everybody's watched stocks in the order in which they run dry; the rows change place as readings come in. */
export function Screen() {
  const { t } = useTranslation(['stock', 'stock-map']);
  const [view, setView] = useState<'list' | 'map'>('list');
  const [item, setItem] = useState<ItemChoice | null>(null);
  const [area, setArea] = useState<Choice | null>(null);
  const [name, setName] = useState('');
  const [within, setWithin] = useState(0);
  const [asked, setAsked] = useState(false);
  const [underWay, setUnderWay] = useState<ComingChoice>('');
  const query = useSettled(name.trim(), 300);
  const filters = {
    item: item?.code,
    area: area?.id,
    query: query || undefined,
    withinHours: within || undefined,
    asked: asked ? 'true' : undefined,
  };
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('run-dry.title')}</h1>
        <Segmented
          aria-label={t('stock-map:view')}
          value={view}
          onChange={setView}
          options={(['list', 'map'] as const).map((each) => ({ value: each, label: t(`stock-map:view.${each}`) }))}
        />
        <ImportButton />
      </header>
      <p className="secondary">{t('run-dry.lead')}</p>
      <search className="filters">
        <ItemSelect aria-label={t('filter.item')} clearable value={item} onChange={setItem} />
        <AreaSelect aria-label={t('filter.area')} clearable value={area} onChange={setArea} />
        <Input
          aria-label={t('filter.name')}
          placeholder={t('filter.name')}
          allowClear
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Segmented
          aria-label={t('filter.within')}
          value={within}
          onChange={setWithin}
          options={[0, 6, 12, 24, 72].map((hours) => ({
            value: hours,
            label: hours === 0 ? t('within.all') : t('within.hours', { hours }),
          }))}
        />
        {view === 'list' ? <ComingFilter value={underWay} onChange={setUnderWay} /> : null}
        <Checkbox checked={asked} onChange={(event) => setAsked(event.target.checked)}>
          {t('filter.asked')}
        </Checkbox>
      </search>
      {view === 'list' ? (
        <>
          <DryCounts filters={{ ...filters, underWay: underWay || undefined }} />
          <RunDryTable filters={{ ...filters, underWay: underWay || undefined }} />
        </>
      ) : (
        <Suspense fallback={<Loading />}>
          <StockMap filters={filters} />
        </Suspense>
      )}
    </div>
  );
}

type ComingChoice = (typeof comingChoices)[number];
const comingChoices = ['', 'any', 'overdue', 'none'] as const;

/** Only rows to which something is on its way, or nothing. */
function ComingFilter({ value, onChange }: { value: ComingChoice; onChange: (choice: ComingChoice) => void }) {
  const { t } = useTranslation('stock');
  return (
    <Segmented
      aria-label={t('filter.coming')}
      value={value}
      onChange={onChange}
      options={comingChoices.map((choice) => ({ value: choice, label: t(`coming.filter-${choice || 'all'}`) }))}
    />
  );
}

/** Levels of many sites from one spreadsheet. */
function ImportButton() {
  const { t } = useTranslation('stock');
  const { me } = useMe();
  const [open, setOpen] = useState(false);
  if (!me || !holdsRight(me, 'readings.write')) return null;
  return (
    <>
      <Button icon={<Icon name="upload" size={16} />} onClick={() => setOpen(true)}>
        {t('import')}
      </Button>
      {open ? (
        <SheetDialog
          title={t('import')}
          columns={t('import.columns')}
          example={t('import.example')}
          run={(commandId, sheet) => api.readings.importReadings({ ...sheet, commandId })}
          stale={[queryKeys.runDry]}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

type Filters = Omit<Parameters<typeof api.readings.listRunDry>[0], 'after' | 'limit'>;

function RunDryTable({ filters }: { filters: Filters }) {
  const { t } = useTranslation('stock');
  const now = useNow();
  const pages = usePages([...queryKeys.runDry, 'list', filters], (after) =>
    api.readings.listRunDry({ ...filters, after, limit: 50 }),
  );
  const filtered = Object.values(filters).some(Boolean);
  const empty = (
    <Empty icon="clock" title={t(filtered ? 'empty.filtered' : 'empty.title')}>
      {filtered ? null : <p>{t('empty.help')}</p>}
    </Empty>
  );
  if (narrow) return <DryCards pages={pages} now={now} empty={empty} />;
  return (
    <PagedTable
      className="dry-table"
      pages={pages}
      rowKey="stockId"
      minWidth={1120}
      name={t('run-dry.title')}
      empty={empty}
      columns={[
        { title: t('column.lamp'), width: 92, render: (_, stock) => <LampChip lamp={stock.lamp} /> },
        { title: t('column.time'), width: 230, render: (_, stock) => <TimeCell stock={stock} now={now} /> },
        {
          title: (
            <>
              {t('column.range')} <div className="hint">{t('range.scale')}</div>
            </>
          ),
          width: 172,
          render: (_, stock) => <RangeBar stock={stock} now={now} />,
        },
        { title: t('column.site'), render: (_, stock) => <SiteCell stock={stock} /> },
        { title: t('column.stock'), width: 180, render: (_, stock) => <StockNow stock={stock} /> },
        { title: t('column.reading'), width: 150, render: (_, stock) => <LastReading stock={stock} now={now} /> },
        { title: t('column.trust'), width: 160, render: (_, stock) => <Trust stock={stock} /> },
      ]}
    />
  );
}

type CardsProps = { pages: ReturnType<typeof usePages<RunDryRow>>; now: number; empty: ReactNode };

/** The list for a narrow screen, where a table has no room. */
function DryCards({ pages: { query, rows }, now, empty }: CardsProps) {
  if (query.isError) return <Failure problem={problemOf(query.error)} again={() => void query.refetch()} />;
  return (
    <>
      {rows.length === 0 && !query.isPending ? empty : null}
      <div className="dry-cards">
        {rows.map((stock) => (
          <DryCard key={stock.stockId} stock={stock} now={now} />
        ))}
      </div>
      <MoreRows query={query} />
    </>
  );
}

/** The same as a row of the table, for a narrow screen. */
function DryCard({ stock, now }: { stock: RunDryRow; now: number }) {
  return (
    <article className="card dry-card">
      <div className="dry-card-head">
        <SiteCell stock={stock} />
        <LampChip lamp={stock.lamp} />
      </div>
      <div className="dry-card-figures">
        <DryTime stock={stock} now={now} />
        <StockNow stock={stock} />
      </div>
      <ComingGoods stock={stock} now={now} />
      <RangeBar stock={stock} now={now} />
      <div className="dry-card-figures">
        <LastReading stock={stock} now={now} />
        <div>
          <Trust stock={stock} />
        </div>
      </div>
    </article>
  );
}

/** When it runs dry by what is there, and what is on its way. */
function TimeCell({ stock, now }: { stock: RunDryRow; now: number }) {
  return (
    <>
      <DryTime stock={stock} now={now} />
      <ComingGoods stock={stock} now={now} />
    </>
  );
}

function SiteCell({ stock }: { stock: RunDryRow }) {
  const { t } = useTranslation(['stock', 'catalogue']);
  const say = useSay();
  const short = useShortSets(stock);
  return (
    <div className="dry">
      <Link to={sitePath(stock.organisationId)}>{stock.organisationName}</Link>
      <span>
        {say.text(stock.itemName)} <span className="hint">{stock.areaName}</span>
      </span>
      {short ? (
        <span>
          <Chip tone="warning" icon="alert">
            {t('catalogue:sets.usable', short)}
          </Chip>
        </span>
      ) : null}
      {stock.question ? (
        <span>
          <Chip tone="warning" icon="help">
            {t('question.flag')}
          </Chip>
        </span>
      ) : null}
    </div>
  );
}
