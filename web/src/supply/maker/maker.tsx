import type { Making, ProductionLine } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { itemPath, paths } from '../../paths.ts';
import { api, problemOf } from '../../shared/api.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { Empty, Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { holdsRight, useMay, useMe } from '../../shared/session.ts';
import { useSay } from '../../shared/use-say.ts';
import { LineDialog } from '../board/line-dialog.tsx';
import { LineCard } from './line-card.tsx';
import { MakingDialog } from './making-dialog.tsx';
import { MakingRow } from './making-row.tsx';
import { useLines } from './use-lines.ts';
import './maker.css';
import '../../shared/desk/entry.css';

/** What a maker can make: its lines with capacity and ramp, and the parts and fittings; its own people and the desks change it. */
export function Screen() {
  const { id } = useParams({ strict: false }) as { id: string };
  const maker = useQuery({
    queryKey: [...queryKeys.directory, 'one', id],
    queryFn: () => api.directory.getOrganisation({ id }),
  });
  const lines = useLines(id);
  const makings = useQuery({
    queryKey: [...queryKeys.sets, 'makings', 'of', id],
    queryFn: () => api.kits.listMakings({ maker: id, limit: 200 }),
  });
  if (maker.isError) return <Failure problem={problemOf(maker.error)} again={() => void maker.refetch()} />;
  if (!maker.data) return <Loading rows={6} />;
  return (
    <MakerPage
      id={id}
      name={maker.data.name}
      areaCode={maker.data.areaCode}
      lines={lines}
      makings={makings.data ?? []}
    />
  );
}

type PageProps = {
  id: string;
  name: string;
  areaCode: string;
  lines: readonly ProductionLine[];
  makings: readonly Making[];
};
export type Edited = { making: Making | null; item?: { code: string; name: Making['itemName'] }; lineId?: string };

function MakerPage({ id, name, areaCode, lines, makings }: PageProps) {
  const { t } = useTranslation('supply-maker');
  const say = useSay();
  const may = useMay();
  const { me } = useMe();
  const [line, setLine] = useState<ProductionLine | null>(null);
  const [edited, setEdited] = useState<Edited | null>(null);
  const mayMake = may('assets.make', { organisationId: id, areaCode });
  const mayRun = may('supply.write', { organisationId: id, areaCode });
  const isOwn = Boolean(me?.posts.some(({ organisationId }) => organisationId === id));
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{name}</h1>
        {me && holdsRight(me, 'rounds.read') ? <Link to={paths.board}>{t('to-board')}</Link> : null}
        {isOwn ? <Link to={paths.phoneReport}>{t('to-report')}</Link> : null}
      </header>
      <p className="secondary">{t(isOwn ? 'lead.own' : 'lead')}</p>
      <h2 className="maker-title">{t('lines')}</h2>
      {lines.length === 0 ? <p className="secondary">{t('lines.none')}</p> : null}
      <ul className="maker-lines">
        {lines.map((each) => (
          <LineCard
            key={each.id}
            line={each}
            makings={makings.filter(({ lineId, active }) => active && lineId === each.id)}
            onEdit={mayRun ? () => setLine(each) : null}
            onMake={mayMake ? (item) => setEdited({ making: null, lineId: each.id, ...(item ? { item } : {}) }) : null}
          />
        ))}
      </ul>
      <header className="desk-head">
        <h2>{t('makings')}</h2>
        {mayMake ? (
          <Button icon={<Icon name="plus" size={16} />} onClick={() => setEdited({ making: null })}>
            {t('making.add')}
          </Button>
        ) : null}
      </header>
      {makings.length === 0 ? <Empty icon="tag" title={t('makings.none')} /> : null}
      <ul className="maker-makings">
        {makings.map((making) => (
          <MakingRow
            key={making.id}
            making={making}
            title={<Link to={itemPath(making.item)}>{say.text(making.itemName)}</Link>}
            line={lines.find(({ id: lineId }) => lineId === making.lineId)?.name ?? null}
            onEdit={mayMake ? () => setEdited({ making }) : null}
          />
        ))}
      </ul>
      {line ? <LineDialog line={line} onClose={() => setLine(null)} /> : null}
      {edited ? <MakingDialog {...edited} maker={{ id, name }} onClose={() => setEdited(null)} /> : null}
    </div>
  );
}
