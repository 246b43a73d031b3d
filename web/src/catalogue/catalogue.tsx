import type { Item } from '@baogong/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { itemPath } from '../paths.ts';
import { api } from '../shared/api.ts';
import { PagedTable } from '../shared/desk/paged-table.tsx';
import { usePages } from '../shared/desk/use-pages.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { Chip, Empty } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useMay } from '../shared/session.ts';
import { useSay } from '../shared/use-say.ts';
import { useSettled } from '../shared/use-settled.ts';
import { useClassOptions, type ItemClass } from './classes.ts';
import { ItemDialog } from './item-dialog.tsx';
import '../shared/desk/entry.css';

/** All items: found by any of their names, by pinyin, by class. */
export function Screen() {
  const { t } = useTranslation('catalogue');
  const may = useMay();
  const navigate = useNavigate();
  const classes = useClassOptions();
  const [typed, setTyped] = useState('');
  const [itemClass, setItemClass] = useState<ItemClass | null>(null);
  const [adding, setAdding] = useState(false);
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('title')}</h1>
        {may('catalogue.write') ? (
          <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        ) : null}
      </header>
      <p className="secondary">{t('lead')}</p>
      <search className="filters">
        <Input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          maxLength={100}
          allowClear
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Select
          aria-label={t('filter.class')}
          placeholder={t('filter.class')}
          allowClear
          value={itemClass}
          onChange={(chosen: ItemClass | undefined) => setItemClass(chosen ?? null)}
          options={classes}
        />
      </search>
      <ItemTable typed={typed} itemClass={itemClass} />
      {adding ? (
        <ItemDialog
          item={null}
          onClose={() => setAdding(false)}
          onSaved={({ code }) => void navigate({ to: itemPath(code) })}
        />
      ) : null}
    </div>
  );
}

function ItemTable({ typed, itemClass }: { typed: string; itemClass: ItemClass | null }) {
  const { t } = useTranslation('catalogue');
  const { text } = useSay();
  const query = useSettled(typed.trim(), 200) || undefined;
  const wanted = { query, class: itemClass ?? undefined };
  const pages = usePages([...queryKeys.catalogue, 'list', wanted], (after) =>
    api.catalogue.listItems({ ...wanted, after, limit: 50 }),
  );
  const filtered = Object.values(wanted).some(Boolean);
  return (
    <PagedTable
      pages={pages}
      rowKey="code"
      minWidth={600}
      name={t('title')}
      empty={<Empty icon="tag" title={t(filtered ? 'empty.filtered' : 'empty.none')} />}
      columns={[
        { title: t('column.name'), render: (_, item) => <NameCell item={item} />, width: 260 },
        { title: t('column.class'), render: (_, item) => t(`class.${item.class}`), width: 130 },
        { title: t('column.base'), render: (_, item) => text(item.baseUnitName), width: 100 },
        { title: t('column.synonyms'), render: (_, { synonyms }) => synonyms.slice(0, 6).join(' · ') },
      ]}
    />
  );
}

function NameCell({ item }: { item: Item }) {
  const { t } = useTranslation('catalogue');
  const { text } = useSay();
  return (
    <>
      <Link to={itemPath(item.code)}>{text(item.name)}</Link>{' '}
      {item.lifeCritical ? (
        <Chip tone="danger" icon="siren">
          {t('critical')}
        </Chip>
      ) : null}
    </>
  );
}
