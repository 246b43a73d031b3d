import type { Source } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemSelect } from '../catalogue/item-select.tsx';
import { OrganisationSelect, type Choice } from '../directory/choose.tsx';
import { itemPath, paths } from '../paths.ts';
import { api } from '../shared/api.ts';
import { PagedTable } from '../shared/desk/paged-table.tsx';
import { usePages } from '../shared/desk/use-pages.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { Empty } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { holdsRight, useMay, useMe } from '../shared/session.ts';
import { useNow, useSay } from '../shared/use-say.ts';
import { AmountBar } from './amount-bar.tsx';
import { SourceDialog } from './source-dialog.tsx';
import '../shared/desk/entry.css';

/** Stock and offers: by item or organisation, with what is reserved of them. The item stands in the URL. */
export function Screen() {
  const { t } = useTranslation('supply');
  const { me } = useMe();
  const [organisation, setOrganisation] = useState<Choice | null>(null);
  const [edited, setEdited] = useState<Source | 'new' | null>(null);
  const own = me?.posts.find(({ role }) => role === 'supplier');
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('title')}</h1>
        {me && holdsRight(me, 'supply.write') ? (
          <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setEdited('new')}>
            {t('add')}
          </Button>
        ) : null}
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
      </search>
      <SourceTable organisation={organisation} onEdit={setEdited} />
      {edited ? (
        <SourceDialog
          source={edited === 'new' ? null : edited}
          own={own?.organisationId ? { id: own.organisationId, name: own.organisationName ?? '' } : null}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </div>
  );
}

function useItemInUrl(): string | undefined {
  const search: { item?: string } = useSearch({ strict: false });
  return search.item;
}

function ItemFilter() {
  const { t } = useTranslation('supply');
  const navigate = useNavigate();
  const code = useItemInUrl();
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
      onChange={(chosen) => void navigate({ to: paths.supply, search: chosen ? { item: chosen.code } : {} })}
    />
  );
}

type TableProps = { organisation: Choice | null; onEdit: (source: Source) => void };

function SourceTable({ organisation, onEdit }: TableProps) {
  const { t } = useTranslation('supply');
  const { text } = useSay();
  const may = useMay();
  const wanted = { item: useItemInUrl(), organisation: organisation?.id };
  const pages = usePages([...queryKeys.supply, 'list', wanted], (after) =>
    api.supply.listSources({ ...wanted, after, limit: 50 }),
  );
  const filtered = Object.values(wanted).some(Boolean);
  const mayEdit = (source: Source) =>
    may('supply.write', { organisationId: source.organisationId, areaCode: source.areaCode });
  return (
    <PagedTable
      pages={pages}
      rowKey="id"
      minWidth={820}
      name={t('title')}
      empty={<Empty icon="box" title={t(filtered ? 'empty.filtered' : 'empty.none')} />}
      columns={[
        {
          title: t('column.item'),
          width: 180,
          render: (_, source) => <Link to={itemPath(source.item)}>{text(source.itemName)}</Link>,
        },
        { title: t('column.source'), render: (_, source) => <SourceCell source={source} /> },
        { title: t('column.amount'), width: 260, render: (_, source) => <AmountBar source={source} /> },
        { title: t('column.window'), width: 170, render: (_, source) => <Window source={source} /> },
        { title: t('column.lead'), width: 90, render: (_, source) => <Lead minutes={source.leadMinutes} /> },
        {
          title: t('column.action'),
          width: 90,
          render: (_, source) =>
            mayEdit(source) ? (
              <Button
                size="small"
                aria-label={t('edit', { name: `${source.organisationName} ${text(source.itemName)}` })}
                onClick={() => onEdit(source)}
              >
                {t('edit.short')}
              </Button>
            ) : null,
        },
      ]}
    />
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
