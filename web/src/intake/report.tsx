import type { ImportReport } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { api, problemOf } from '../shared/api.ts';
import { numberText } from '../shared/format.ts';
import { Card, Failure, Loading } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useNow } from '../shared/use-say.ts';
import { Result } from './result.tsx';
import { rowsPerSecond } from './speed.ts';
import '../shared/desk/entry.css';
import './intake.css';

const pollMs = 700;

/** One import: progress while it runs, then what was taken and what was not. Its address leads back to it at any time. */
export function Screen() {
  const { t } = useTranslation('intake');
  const { id } = useParams({ strict: false }) as { id: string };
  const report = useQuery({
    queryKey: queryKeys.importReport(id),
    queryFn: () => api.intake.getImport({ id }),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : pollMs),
  });
  return (
    <div className="page-narrow">
      <header className="desk-head">
        <h1>{report.data?.fileName ?? t('title')}</h1>
        <Link to={paths.import}>{t('result.again')}</Link>
      </header>
      {report.isPending ? <Loading rows={5} /> : null}
      {report.isError ? <Failure problem={problemOf(report.error)} again={() => void report.refetch()} /> : null}
      {report.data ? isOver(report.data) ? <Result report={report.data} /> : <Progress report={report.data} /> : null}
    </div>
  );
}

function Progress({ report }: { report: ImportReport }) {
  const { t } = useTranslation('intake');
  const now = useNow(1000);
  const known = report.rows > 0;
  const speed = rowsPerSecond(report, now);
  return (
    <Card>
      <div className="import-head">
        <h2 aria-live="polite">{t(`status.${report.status}`)}</h2>
        <progress
          className="import-progress"
          aria-label={t('progress.label')}
          max={known ? report.rows : undefined}
          value={known ? report.done : undefined}
        />
        <p className="import-progress-line numbers">
          {known ? (
            <span>{t('progress.rows', { done: numberText(report.done), rows: numberText(report.rows) })}</span>
          ) : null}
          {speed > 0 ? <span>{t('progress.speed', { speed: numberText(speed) })}</span> : null}
        </p>
        <p className="hint">{t('progress.leave')}</p>
      </div>
    </Card>
  );
}

function isOver({ status }: ImportReport): boolean {
  return status === 'done' || status === 'failed';
}
