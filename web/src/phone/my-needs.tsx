import type { DeliverySummary, NeedSummary } from '@baogong/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { api, problemOf } from '../shared/api.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { Button, Empty, Failure, Loading } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useNow } from '../shared/use-say.ts';
import { UnsentCards } from './ask/unsent-cards.tsx';
import { NeedCard } from './need-card.tsx';
import { ComingTransfers } from './transfers/coming.tsx';
import { OrganisationSwitch } from './organisation-switch.tsx';
import './phone.css';
import { callOf, standingOf } from './standing.ts';
import { useOrganisation } from './use-organisation.ts';

const mostOpen = 200;
const endedPage = 20;

/** What my institution has asked for: what waits for me first, then what is in hand, then what has ended. */
export function Screen() {
  const { t } = useTranslation('phone');
  const place = useOrganisation('asks');
  const organisation = place.chosen?.id;
  const open = useQuery(openNeeds(organisation));
  const moving = useQuery(movingDeliveries(organisation));
  return (
    <>
      <header className="page-head">
        <h1>{t('my-needs.title')}</h1>
        <Link to={paths.phoneAsk} className="button button-main">
          <Icon name="plus" />
          {t('my-needs.ask')}
        </Link>
      </header>
      <OrganisationSwitch {...place} withAll />
      <UnsentCards />
      <ComingTransfers organisation={organisation} />
      {open.isPending ? <Loading /> : null}
      {open.isError ? <Failure problem={problemOf(open.error)} again={() => void open.refetch()} /> : null}
      {open.data ? (
        <OpenGroups needs={open.data.rows} deliveries={moving.data?.rows ?? []} withOrganisation={!organisation} />
      ) : null}
      <EndedGroup organisation={organisation} nothingOpen={open.data?.rows.length === 0} />
    </>
  );
}

type GroupsProps = { needs: NeedSummary[]; deliveries: DeliverySummary[]; withOrganisation: boolean };

function OpenGroups({ needs, deliveries, withOrganisation }: GroupsProps) {
  const { t } = useTranslation('phone');
  const now = useNow();
  const groups = [
    { title: t('group.mine'), rows: needs.filter((need) => callOf(need, now) !== null) },
    { title: t('group.open'), rows: needs.filter((need) => callOf(need, now) === null) },
  ];
  return groups.map(({ title, rows }) => (
    <Group key={title} title={title} count={rows.length}>
      {rows.map((need) => (
        <NeedCard
          key={need.id}
          need={need}
          standing={standingOf(need, deliveries)}
          now={now}
          withOrganisation={withOrganisation}
        />
      ))}
    </Group>
  ));
}

function EndedGroup({ organisation, nothingOpen }: { organisation: string | undefined; nothingOpen: boolean }) {
  const { t } = useTranslation('phone');
  const now = useNow();
  const filters = {
    organisation,
    status: ['closed', 'withdrawn', 'merged'],
    order: 'newest',
    limit: endedPage,
  } as const;
  const ended = useInfiniteQuery({
    queryKey: queryKeys.needList({ ...filters, paged: true }),
    queryFn: ({ pageParam }) => api.needs.listNeeds({ ...filters, status: [...filters.status], after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = ended.data?.pages.flatMap((page) => page.rows) ?? [];
  if (nothingOpen && ended.data && rows.length === 0) {
    return <Empty title={t('my-needs.empty')}>{t('my-needs.empty-hint')}</Empty>;
  }
  return (
    <>
      <Group title={t('group.ended')} count={rows.length}>
        {rows.map((need) => (
          <NeedCard
            key={need.id}
            need={need}
            standing={standingOf(need, [])}
            now={now}
            withOrganisation={!organisation}
          />
        ))}
      </Group>
      {ended.hasNextPage ? (
        <Button className="button-wide" busy={ended.isFetchingNextPage} onClick={() => void ended.fetchNextPage()}>
          {t('my-needs.older')}
        </Button>
      ) : null}
    </>
  );
}

function Group({ title, count, children }: { title: string; count: number; children: React.ReactNode }) {
  const heading = useId();
  if (count === 0) return null;
  return (
    <section className="group" aria-labelledby={heading}>
      <h2 id={heading}>
        {title} <span className="group-count">{count}</span>
      </h2>
      <ul className="plain-list">{children}</ul>
    </section>
  );
}

function openNeeds(organisation: string | undefined) {
  const filters = { organisation, order: 'hurts' as const, limit: mostOpen };
  return {
    queryKey: queryKeys.needList({ ...filters, status: 'open' }),
    queryFn: () => api.needs.listNeeds({ ...filters, status: ['collected', 'dispatched', 'fulfilled'] }),
  };
}

function movingDeliveries(organisation: string | undefined) {
  const filters = { organisation, status: 'in-transit' as const, limit: 100 };
  return {
    queryKey: [...queryKeys.deliveries, filters],
    queryFn: () => api.deliveries.listDeliveries(filters),
  };
}
