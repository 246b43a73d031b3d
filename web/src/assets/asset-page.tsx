import type { Asset } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { itemPath, needPath, paths } from '../paths.ts';
import { api, problemOf } from '../shared/api.ts';
import { Card, Chip, Failure, Loading } from '../shared/plain/plain.tsx';
import { FactList } from '../shared/desk/fact-list.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { holdsRight, useMe } from '../shared/session.ts';
import { useSay } from '../shared/use-say.ts';
import { CorrectDialog } from './correct-dialog.tsx';
import { useSayPlace } from './say-place.ts';
import { StateChip } from './state-chip.tsx';
import { StepDialog } from './step-dialog.tsx';
import { Trace } from './trace.tsx';
import './assets.css';

/** One cylinder or device: what it is, where it is, and every hand that had it. */
export function Screen() {
  const { id } = useParams({ strict: false }) as { id: string };
  const asset = useQuery({
    queryKey: [...queryKeys.assets, 'one', id],
    queryFn: () => api.assets.getAsset({ id }),
  });
  const { me } = useMe();
  const mayCorrect = Boolean(me && holdsRight(me, 'assets.move'));
  if (asset.isPending) return <Loading rows={6} />;
  if (asset.isError) return <Failure problem={problemOf(asset.error)} again={() => void asset.refetch()} />;
  return (
    <div className="page-wide">
      <Head asset={asset.data} mayMove={mayCorrect} />
      <div className="asset-columns">
        <Facts asset={asset.data} />
        <Trace asset={asset.data} mayCorrect={mayCorrect} />
      </div>
    </div>
  );
}

function Head({ asset, mayMove }: { asset: Asset; mayMove: boolean }) {
  const { t } = useTranslation('assets');
  const [open, setOpen] = useState<'step' | 'correction' | null>(null);
  return (
    <header className="desk-head">
      <h1>{asset.number}</h1>
      <StateChip state={asset.state} />
      {asset.overdue ? (
        <Chip tone="danger" icon="alert">
          {t('page.overdue')}
        </Chip>
      ) : null}
      <Link to={paths.assets}>{t('back')}</Link>
      {mayMove ? <Button onClick={() => setOpen('correction')}>{t('correct.open')}</Button> : null}
      {mayMove && asset.actions.length > 0 ? (
        <Button type="primary" onClick={() => setOpen('step')}>
          {t('page.step')}
        </Button>
      ) : null}
      {open === 'step' ? <StepDialog asset={asset} onClose={() => setOpen(null)} /> : null}
      {open === 'correction' ? <CorrectDialog asset={asset} onClose={() => setOpen(null)} /> : null}
    </header>
  );
}

function Facts({ asset }: { asset: Asset }) {
  const { t } = useTranslation('assets');
  const say = useSay();
  const sayPlace = useSayPlace();
  const facts = [
    [t('column.place'), sayPlace(asset.place)],
    [t('column.owner'), asset.owner.name],
    [t('column.inspection'), asset.inspectBy],
    [t('page.maker'), asset.maker],
    [t('page.code'), asset.code],
  ] as const;
  return (
    <Card title={<Link to={itemPath(asset.item)}>{say.text(asset.itemName)}</Link>}>
      <FactList facts={facts} />
      {asset.lentBy ? <p>{t('page.lent', { by: asset.lentBy.name, due: asset.dueOn ?? '' })}</p> : null}
      {asset.repairNeedId ? <Link to={needPath(asset.repairNeedId)}>{t('page.repair')}</Link> : null}
    </Card>
  );
}
