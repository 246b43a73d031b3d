import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useHeadline } from '../headline.ts';
import { api, problemOf } from '../../shared/api.ts';
import { StatusChip } from '../../shared/plain/chips.tsx';
import { Button, Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { RequireSession } from '../../shared/require-session.tsx';
import { useNow, useSay } from '../../shared/use-say.ts';
import { LinesTable } from './lines-table.tsx';
import './page.css';

/** The need on paper: what was asked, how far it is, room to sign. */
export function Screen() {
  return (
    <RequireSession>
      <Sheet />
    </RequireSession>
  );
}

function Sheet() {
  const { t } = useTranslation('needs-page');
  const headlineOf = useHeadline();
  const say = useSay();
  const now = useNow();
  const { id } = useParams({ strict: false }) as { id: string };
  const need = useQuery({ queryKey: queryKeys.need(id), queryFn: () => api.needs.getNeed({ id }) });
  if (need.isPending) return <Loading />;
  if (need.isError) return <Failure problem={problemOf(need.error)} again={() => void need.refetch()} />;
  const data = need.data;
  return (
    <main className="print">
      <p className="secondary numbers">
        {t('head.number', { number: data.number })} · {say.text(data.kindName)} · {say.moment(data.collectedAt, now)}
      </p>
      <h1>{headlineOf(data)}</h1>
      <p>
        {data.organisationName} · {data.areaName} <StatusChip status={data.status} />
      </p>
      {data.description ? <p>{data.description}</p> : null}
      {data.lines.length > 0 ? <LinesTable lines={data.lines} bars={false} /> : null}
      <div className="print-sign">
        <p>{t('print.signature')}</p>
        <p>{t('print.date')}</p>
      </div>
      <p>
        <Button kind="main" icon="print" onClick={() => window.print()}>
          {t('print.button')}
        </Button>
      </p>
    </main>
  );
}
