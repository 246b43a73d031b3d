import type { Item } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { itemPath, paths } from '../paths.ts';
import { api, problemOf } from '../shared/api.ts';
import { numberText, unitText } from '../shared/format.ts';
import { Card, Chip, Failure, Loading } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { holdsRight, useMay, useMe } from '../shared/session.ts';
import { useSay } from '../shared/use-say.ts';
import { Converter } from './converter.tsx';
import { ItemDialog } from './item-dialog.tsx';
import { Makers } from './makers.tsx';
import { Specification } from './specification.tsx';
import { UsableSets } from './usable-sets.tsx';
import '../shared/desk/entry.css';
import './catalogue.css';

/** One item: kit, substitutes, units, standards, synonyms. */
export function Screen() {
  const { code } = useParams({ strict: false }) as { code: string };
  const item = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', code],
    queryFn: () => api.catalogue.getItem({ code }),
  });
  if (item.isPending) return <Loading rows={6} />;
  if (item.isError) return <Failure problem={problemOf(item.error)} again={() => void item.refetch()} />;
  return <ItemPage item={item.data} />;
}

function ItemPage({ item }: { item: Item }) {
  const { t } = useTranslation('catalogue');
  const { me } = useMe();
  const maySee = Boolean(me && holdsRight(me, 'assets.read'));
  return (
    <div className="page-wide">
      <ItemHead item={item} />
      <div className="item-cards">
        <Converter key={item.version} item={item} />
        <Specification item={item} />
        {item.kit.length > 0 && maySee ? <UsableSets item={item} /> : null}
        {item.parameters.length > 0 || item.class === 'accessory' ? <Makers item={item} /> : null}
        <Card title={t('item.kit')}>
          <Rows
            none={t('item.kit-none')}
            rows={item.kit.map((part) => (
              <KitRow key={part.item} part={part} />
            ))}
          />
        </Card>
        <Card title={t('item.substitutes')}>
          <Rows
            none={t('item.substitutes-none')}
            rows={item.substitutes.map((other) => (
              <SubstituteRow key={other.item} other={other} />
            ))}
          />
        </Card>
        <Card title={t('item.units')}>
          <UnitList item={item} />
        </Card>
        <Card title={t('item.standards')}>
          <Rows
            none={t('item.standards-none')}
            rows={item.standards.map((standard) => (
              <li key={standard}>{standard}</li>
            ))}
          />
        </Card>
        <Card title={t('item.synonyms')}>
          {item.synonyms.length === 0 ? <p className="secondary">{t('item.synonyms-none')}</p> : null}
          <ul className="synonyms">
            {item.synonyms.map((synonym) => (
              <li key={synonym}>{synonym}</li>
            ))}
          </ul>
        </Card>
      </div>
    </div>
  );
}

function ItemHead({ item }: { item: Item }) {
  const { t } = useTranslation('catalogue');
  const { text } = useSay();
  const may = useMay();
  const { me } = useMe();
  const [editing, setEditing] = useState(false);
  return (
    <header className="desk-head">
      <h1>{text(item.name)}</h1>
      {item.lifeCritical ? (
        <Chip tone="danger" icon="siren">
          {t('critical')}
        </Chip>
      ) : null}
      <span className="secondary">
        {t(`class.${item.class}`)} · {item.code}
      </span>
      <Link to={paths.catalogue}>{t('back')}</Link>
      {me && holdsRight(me, 'supply.read') ? (
        <Link to={paths.supply} search={{ item: item.code }}>
          {t('item.sources')}
        </Link>
      ) : null}
      {may('catalogue.write') ? <Button onClick={() => setEditing(true)}>{t('edit')}</Button> : null}
      {editing ? <ItemDialog item={item} onClose={() => setEditing(false)} /> : null}
    </header>
  );
}

function Rows({ rows, none }: { rows: ReactNode[]; none: string }) {
  return rows.length > 0 ? <ul className="item-rows">{rows}</ul> : <p className="secondary">{none}</p>;
}

function KitRow({ part }: { part: Item['kit'][number] }) {
  const { t } = useTranslation('catalogue');
  const { text } = useSay();
  return (
    <li>
      <Link to={itemPath(part.item)}>{t('item.kit-row', { name: text(part.name), quantity: part.quantity })}</Link>
    </li>
  );
}

function SubstituteRow({ other }: { other: Item['substitutes'][number] }) {
  const { text } = useSay();
  return (
    <li>
      <Link to={itemPath(other.item)}>{text(other.name)}</Link>
      <p className="hint">{text(other.note)}</p>
    </li>
  );
}

function UnitList({ item }: { item: Item }) {
  const { t } = useTranslation('catalogue');
  const { text, locale } = useSay();
  const base = text(item.baseUnitName);
  const others = item.units.filter(({ unit }) => unit !== item.baseUnit);
  return (
    <ul className="item-rows numbers">
      <li>
        {t('column.base')}: {base}
      </li>
      {others.map((unit) => (
        <li key={unit.unit}>
          {t('item.unit-is', {
            unit: text(unit.name),
            quantity: numberText(unit.toBase),
            base: unitText(item.baseUnitName, unit.toBase, locale),
          })}
        </li>
      ))}
    </ul>
  );
}
