import type { Organisation, OrganisationKindCode } from '@baogong/contract';
import { organisationKinds } from '@baogong/contract/organisations';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../shared/api.ts';
import { PagedTable } from '../shared/desk/paged-table.tsx';
import { usePages } from '../shared/desk/use-pages.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { Empty } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { holdsRight, useMay, useMe } from '../shared/session.ts';
import { useSay } from '../shared/use-say.ts';
import { useSettled } from '../shared/use-settled.ts';
import { AreaSelect, type Choice } from './choose.tsx';
import { useKindOptions } from './kind-names.ts';
import { OrganisationDialog } from './organisation-dialog.tsx';
import '../shared/desk/entry.css';

type Filters = { query: string; kind: OrganisationKindCode | null; area: Choice | null };
const noFilters: Filters = { query: '', kind: null, area: null };

/** Organisations of the city: found by name, kind, area; added by desks in their area, changed by administrators. */
export function Screen() {
  const { t } = useTranslation('directory');
  const may = useMay();
  const { me } = useMe();
  const [filters, setFilters] = useState(noFilters);
  const [edited, setEdited] = useState<Organisation | 'new' | null>(null);
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('title')}</h1>
        {me && holdsRight(me, 'directory.add') ? (
          <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setEdited('new')}>
            {t('add')}
          </Button>
        ) : null}
      </header>
      <p className="secondary">{t('lead')}</p>
      <FilterRow filters={filters} onChange={setFilters} />
      <OrganisationTable filters={filters} onEdit={may('directory.write') ? setEdited : null} />
      {edited ? (
        <OrganisationDialog organisation={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
    </div>
  );
}

function FilterRow({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const { t } = useTranslation('directory');
  const kinds = useKindOptions();
  return (
    <search className="filters">
      <Input
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        maxLength={100}
        allowClear
        value={filters.query}
        onChange={(event) => onChange({ ...filters, query: event.target.value })}
      />
      <Select
        aria-label={t('filter.kind')}
        placeholder={t('filter.kind')}
        allowClear
        value={filters.kind}
        onChange={(kind: OrganisationKindCode | undefined) => onChange({ ...filters, kind: kind ?? null })}
        options={[
          { label: t('filter.asks'), options: kinds.filter(({ value }) => organisationKinds[value].asks) },
          { label: t('filter.supplies'), options: kinds.filter(({ value }) => !organisationKinds[value].asks) },
        ]}
      />
      <AreaSelect
        aria-label={t('filter.area')}
        clearable
        value={filters.area}
        onChange={(area) => onChange({ ...filters, area })}
      />
    </search>
  );
}

type TableProps = { filters: Filters; onEdit: ((organisation: Organisation) => void) | null };

function OrganisationTable({ filters, onEdit }: TableProps) {
  const { t } = useTranslation('directory');
  const { text } = useSay();
  const query = useSettled(filters.query.trim(), 200) || undefined;
  const wanted = { query, kind: filters.kind ?? undefined, area: filters.area?.id };
  const pages = usePages([...queryKeys.directory, 'list', wanted], (after) =>
    api.directory.listOrganisations({ ...wanted, after, limit: 50 }),
  );
  const filtered = Object.values(wanted).some(Boolean);
  return (
    <PagedTable
      pages={pages}
      rowKey="id"
      minWidth={640}
      name={t('title')}
      empty={<Empty icon="building" title={t(filtered ? 'empty.filtered' : 'empty.none')} />}
      columns={[
        { title: t('column.name'), render: (_, row) => <NameCell organisation={row} />, width: 320 },
        { title: t('column.kind'), render: (_, { kind }) => text(organisationKinds[kind]) },
        { title: t('column.area'), dataIndex: 'areaName' },
        { title: t('column.uscc'), dataIndex: 'uscc', className: 'numbers' },
        ...(onEdit
          ? [
              {
                title: t('column.action'),
                render: (_: unknown, row: Organisation) => (
                  <Button size="small" aria-label={t('edit', { name: row.name })} onClick={() => onEdit(row)}>
                    {t('edit.short')}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function NameCell({ organisation }: { organisation: Organisation }) {
  const { locale } = useSay();
  const { name, nameEn, grade, address } = organisation;
  const title = locale === 'en' && nameEn ? nameEn : name;
  return (
    <>
      <strong>{title}</strong> {grade ? <span className="hint">{grade}</span> : null}
      {address ? <div className="hint">{address}</div> : null}
    </>
  );
}
