import type { Asset } from '@baogong/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { assetPath } from '../paths.ts';
import { problemOf } from '../shared/api.ts';
import { MoreRows } from '../shared/desk/more-rows.tsx';
import type { usePages } from '../shared/desk/use-pages.ts';
import { Chip, Failure } from '../shared/plain/plain.tsx';
import { useNow, useSay } from '../shared/use-say.ts';
import { useSayPlace } from './say-place.ts';
import { StateChip } from './state-chip.tsx';
import type { ReactNode } from 'react';

type CardsProps = { pages: ReturnType<typeof usePages<Asset>>; empty: ReactNode };

/** The register for a narrow screen, where a table has no room. */
export function AssetCards({ pages: { query, rows }, empty }: CardsProps) {
  if (query.isError) return <Failure problem={problemOf(query.error)} again={() => void query.refetch()} />;
  return (
    <>
      {rows.length === 0 && !query.isPending ? empty : null}
      <ul className="asset-cards">
        {rows.map((asset) => (
          <AssetCard key={asset.id} asset={asset} />
        ))}
      </ul>
      <MoreRows query={query} />
    </>
  );
}

function AssetCard({ asset }: { asset: Asset }) {
  const { t } = useTranslation('assets');
  const say = useSay();
  const now = useNow(60_000);
  const sayPlace = useSayPlace();
  const place = sayPlace(asset.place);
  return (
    <li className="card asset-card">
      <div className="asset-card-head">
        <Link to={assetPath(asset.id)}>{asset.number}</Link>
        <StateChip state={asset.state} />
      </div>
      <div>
        {say.text(asset.itemName)} <span className="hint">{say.ago(asset.movedAt, now)}</span>
      </div>
      <div>{place}</div>
      {asset.owner.name === place ? null : (
        <div className="hint">
          {t('column.owner')}: {asset.owner.name}
        </div>
      )}
      <Inspection asset={asset} named />
    </li>
  );
}

/** The day of the next inspection; past it, said so. `named`: with the word for it, where no heading stands above. */
export function Inspection({ asset, named }: { asset: Asset; named?: boolean }) {
  const { t } = useTranslation('assets');
  if (asset.inspectBy === null) return null;
  if (asset.overdue)
    return (
      <div>
        <Chip tone="danger" icon="alert">
          {t('due.overdue')} {asset.inspectBy}
        </Chip>
      </div>
    );
  return (
    <span className="numbers">
      {named ? `${t('column.inspection')}: ` : ''}
      {asset.inspectBy}
    </span>
  );
}
