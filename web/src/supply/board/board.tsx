import type { Picture } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { api, problemOf } from '../../shared/api.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { Chip, Empty, Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { holdsRight, useMe } from '../../shared/session.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { ItemDetail } from './item-detail.tsx';
import { ItemList } from './item-list.tsx';
import { LineDialog } from './line-dialog.tsx';
import { NextRound } from './next-round.tsx';
import { RoundPicker } from './round-picker.tsx';
import '../../shared/desk/entry.css';
import './board.css';

export type BoardView = { round?: string; item?: string; area?: string };

/** Supply, demand and gap of each item, as of now or as a round froze it. Round, item and district stand in the URL. */
export function Screen() {
  const { t } = useTranslation('supply-board');
  const { me } = useMe();
  const navigate = useNavigate();
  const view: BoardView = useSearch({ strict: false });
  const [adding, setAdding] = useState(false);
  const show = (change: BoardView) => void navigate({ to: paths.board, search: compact({ ...view, ...change }) });
  const picture = usePicture(view);
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('title')}</h1>
        <RoundPicker view={view} onShow={show} />
        {me && holdsRight(me, 'supply.write') ? (
          <Button icon={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
            {t('line.add')}
          </Button>
        ) : null}
      </header>
      {picture.isPending ? <Loading rows={6} /> : null}
      {picture.isError ? <Failure problem={problemOf(picture.error)} again={() => void picture.refetch()} /> : null}
      {picture.data ? <Board picture={picture.data} view={view} onShow={show} /> : null}
      {adding ? <LineDialog line={null} onClose={() => setAdding(false)} /> : null}
    </div>
  );
}

/** Districts are chosen from what the whole picture shows: the filter is applied here, so that they stay in the list. */
function usePicture({ round }: BoardView) {
  return useQuery({
    queryKey: [...queryKeys.board, 'picture', round ?? 'now'],
    queryFn: () => (round ? api.rounds.getRound({ id: round, limit: 200 }) : api.situation.getPicture({ limit: 200 })),
    staleTime: round ? Infinity : 0,
    placeholderData: (before) => before,
  });
}

type BoardProps = { picture: Picture; view: BoardView; onShow: (change: BoardView) => void };

function Board({ picture, view, onShow }: BoardProps) {
  const { t } = useTranslation('supply-board');
  if (picture.items.length === 0) {
    return (
      <>
        <Headline picture={picture} />
        <Empty icon="box" title={t('empty')} />
      </>
    );
  }
  const item = picture.items.find(({ item: code }) => code === view.item) ?? picture.items[0]!;
  return (
    <>
      <Headline picture={picture} />
      <div className="board">
        <ItemList picture={picture} chosen={item.item} onChoose={(code) => onShow({ item: code })} />
        <ItemDetail key={item.item} picture={picture} item={item} view={view} onShow={onShow} />
      </div>
    </>
  );
}

/** As of when, until when, and who has not reported. */
function Headline({ picture }: { picture: Picture }) {
  const { t } = useTranslation('supply-board');
  const say = useSay();
  const now = useNow();
  const owing = picture.lines.filter(({ owed }) => owed);
  const silent = owing.filter(({ reported }) => !reported);
  const idle = picture.items.filter(({ demand }) => demand.quantity === 0);
  const unclear = idle.filter(({ demand }) => demand.unknown > 0).length;
  const unasked = idle.length - unclear + picture.moreItems;
  const short = picture.items.filter(({ gap }) => gap.quantity > 0).length;
  const moment = (at: string) => say.moment(at, now);
  return (
    <section className="board-head" aria-label={t('head')}>
      <p>
        {picture.round
          ? t('frozen', { at: moment(picture.asOf), until: moment(picture.until) })
          : t('live', { until: moment(picture.until) })}
      </p>
      <p className="board-chips">
        <Chip tone={short > 0 ? 'danger' : 'good'} icon={short > 0 ? 'alert' : 'check'}>
          {short > 0 ? t('short', { count: short }) : t('short.none')}
        </Chip>
        {unclear > 0 ? (
          <Chip tone="warning" icon="help">
            {t('idle.unknown', { count: unclear })}
          </Chip>
        ) : null}
        {unasked > 0 ? <Chip>{t('idle.none-asked', { count: unasked })}</Chip> : null}
        <Chip tone={silent.length > 0 ? 'warning' : 'good'} icon={silent.length > 0 ? 'clock' : 'check'}>
          {t('reports', { reported: owing.length - silent.length, all: owing.length })}
        </Chip>
        {picture.round ? null : <NextRound />}
      </p>
      {silent.length > 0 ? (
        <p className="board-silent">
          <strong>{t(picture.round ? 'missing' : 'not-yet')}</strong>{' '}
          {silent
            .slice(0, 8)
            .map(({ organisationName, name }) => `${organisationName} ${name}`)
            .join(t('join'))}
          {silent.length > 8 ? t('and-more', { count: silent.length - 8 }) : ''}
        </p>
      ) : null}
    </section>
  );
}

function compact(view: BoardView): BoardView {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value)) as BoardView;
}
