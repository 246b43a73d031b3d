import type { Source, SourceOrigin } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemSelect } from '../catalogue/item-select.tsx';
import { OrganisationSelect, type Choice } from '../directory/choose.tsx';
import { itemPath, paths } from '../paths.ts';
import { api } from '../shared/api.ts';
import { PagedTable } from '../shared/desk/paged-table.tsx';
import { usePages } from '../shared/desk/use-pages.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { Chip, Empty } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { holdsRight, useMay, useMe } from '../shared/session.ts';
import { useNow, useSay } from '../shared/use-say.ts';
import { AmountBar } from './amount-bar.tsx';
import { OriginChip } from './origin-chip.tsx';
import { AskDialog, lockedOf } from './releases/ask-dialog.tsx';
import { useWaiting } from './releases/use-waiting.ts';
import { SourceDialog } from './source-dialog.tsx';
import { origins } from './source-who.tsx';
import '../shared/desk/entry.css';

/** Stock and offers: by item or organisation, with what is reserved of them. The item stands in the URL. */
export function Screen() {
  const { t } = useTranslation('supply');
  const { me } = useMe();
  const [organisation, setOrganisation] = useState<Choice | null>(null);
  const [edited, setEdited] = useState<Source | 'local' | 'donation' | null>(null);
  const own = me?.posts.find(({ role }) => role === 'supplier');
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('title')}</h1>
        {me && holdsRight(me, 'supply.write') ? (
          <>
            <ReleasesLink />
            <Button onClick={() => setEdited('donation')}>{t('donate')}</Button>
            <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setEdited('local')}>
              {t('add')}
            </Button>
          </>
        ) : (
          <ReleasesLink />
        )}
      </header>
      <p className="secondary">{t('lead')}</p>
      <search className="filters">
        <ItemFilter />
        <OrganisationSelect
          aria-label={t('filter.organisation')}
          asks={false}
          clearable
          value={organisation}
          onChange={setOrganisation}
        />
        <OriginFilter />
      </search>
      <SourceTable organisation={organisation} onEdit={setEdited} />
      {edited ? (
        <SourceDialog
          source={typeof edited === 'string' ? null : edited}
          {...(typeof edited === 'string' ? { origin: edited } : {})}
          own={own?.organisationId ? { id: own.organisationId, name: own.organisationName ?? '' } : null}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </div>
  );
}

type Filters = { item?: string; origin?: SourceOrigin };

function useFilters(): [Filters, (change: { [Key in keyof Filters]: Filters[Key] | undefined }) => void] {
  const { item, origin }: Filters = useSearch({ strict: false });
  const navigate = useNavigate();
  const filters: Filters = { ...(item ? { item } : {}), ...(origin && origins.includes(origin) ? { origin } : {}) };
  const change = (wanted: object) => {
    const search = Object.fromEntries(Object.entries({ ...filters, ...wanted }).filter(([, value]) => value));
    void navigate({ to: paths.supply, search });
  };
  return [filters, change];
}

/** Leads to the releases of reserve, with how many wait. */
function ReleasesLink() {
  const { t } = useTranslation('supply');
  const waiting = useWaiting();
  const count = waiting.data?.rows.length ?? 0;
  return (
    <Link to={paths.releases} className="releases-link">
      {t('releases')} {count > 0 ? <Chip tone="warning">{t('releases.waiting', { count })}</Chip> : null}
    </Link>
  );
}

function OriginFilter() {
  const { t } = useTranslation('supply');
  const [{ origin }, change] = useFilters();
  return (
    <Select
      aria-label={t('filter.origin')}
      allowClear
      placeholder={t('filter.origin')}
      value={origin ?? null}
      onChange={(chosen: SourceOrigin | null | undefined) => change({ origin: chosen ?? undefined })}
      options={origins.map((value) => ({ value, label: t(`origin.${value}`) }))}
    />
  );
}

function ItemFilter() {
  const { t } = useTranslation('supply');
  const [{ item: code }, change] = useFilters();
  const item = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', code],
    queryFn: () => api.catalogue.getItem({ code: code! }),
    enabled: Boolean(code),
  });
  return (
    <ItemSelect
      aria-label={t('filter.item')}
      clearable
      value={code && item.data ? item.data : null}
      onChange={(chosen) => change({ item: chosen?.code })}
    />
  );
}

type TableProps = { organisation: Choice | null; onEdit: (source: Source) => void };

function SourceTable({ organisation, onEdit }: TableProps) {
  const { t } = useTranslation('supply');
  const { text } = useSay();
  const may = useMay();
  const [filters] = useFilters();
  const [asked, setAsked] = useState<Source | null>(null);
  const wanted = { ...filters, organisation: organisation?.id };
  const pages = usePages([...queryKeys.supply, 'list', wanted], (after) =>
    api.supply.listSources({ ...wanted, after, limit: 50 }),
  );
  const filtered = Object.values(wanted).some(Boolean);
  const mayEdit = (source: Source) =>
    may('supply.write', { organisationId: source.organisationId, areaCode: source.areaCode });
  return (
    <>
      <PagedTable
        pages={pages}
        rowKey="id"
        minWidth={960}
        name={t('title')}
        empty={<Empty icon="box" title={t(filtered ? 'empty.filtered' : 'empty.none')} />}
        columns={[
          {
            title: t('column.item'),
            width: 170,
            render: (_, source) => <Link to={itemPath(source.item)}>{text(source.itemName)}</Link>,
          },
          { title: t('column.source'), render: (_, source) => <SourceCell source={source} /> },
          { title: t('column.origin'), width: 120, render: (_, { origin }) => <OriginChip origin={origin} /> },
          { title: t('column.amount'), width: 250, render: (_, source) => <AmountBar source={source} /> },
          { title: t('column.window'), width: 150, render: (_, source) => <Window source={source} /> },
          { title: t('column.lead'), width: 90, render: (_, source) => <Lead minutes={source.leadMinutes} /> },
          {
            title: t('column.action'),
            width: 170,
            render: (_, source) =>
              mayEdit(source) ? <Actions source={source} onEdit={onEdit} onAsk={setAsked} /> : null,
          },
        ]}
      />
      {asked ? <AskDialog source={asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

type ActionProps = { source: Source; onEdit: (source: Source) => void; onAsk: (source: Source) => void };

function Actions({ source, onEdit, onAsk }: ActionProps) {
  const { t } = useTranslation(['supply', 'supply-releases']);
  const { text } = useSay();
  const name = `${source.organisationName} ${text(source.itemName)}`;
  return (
    <span className="source-actions">
      <Button size="small" aria-label={t('edit', { name })} onClick={() => onEdit(source)}>
        {t('edit.short')}
      </Button>
      {lockedOf(source) > 0 ? (
        <Button size="small" aria-label={`${t('supply-releases:ask')} ${name}`} onClick={() => onAsk(source)}>
          {t('supply-releases:ask')}
        </Button>
      ) : null}
    </span>
  );
}

function SourceCell({ source }: { source: Source }) {
  const { t } = useTranslation('supply');
  return (
    <>
      {source.organisationName} <span className="hint">{t(`form.${source.form}`)}</span>
      {source.note ? <div className="hint">{source.note}</div> : null}
    </>
  );
}

function Window({ source }: { source: Source }) {
  const { t } = useTranslation('supply');
  const say = useSay();
  const now = useNow(60_000);
  const from = source.availableFrom ? say.moment(source.availableFrom, now) : '';
  const until = source.availableUntil ? say.moment(source.availableUntil, now) : '';
  if (from && until) return t('window.both', { from, until });
  if (from) return t('window.from', { from });
  return until ? t('window.until', { until }) : t('window.always');
}

function Lead({ minutes }: { minutes: number }) {
  const { t } = useTranslation('supply');
  const whole = minutes >= 60 && minutes % 30 === 0;
  return whole ? t('lead.hours', { hours: minutes / 60 }) : t('lead.minutes', { minutes });
}
