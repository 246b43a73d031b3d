import type { ImportReport } from '@baogong/contract';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { paths, rejectedRowsPath } from '../paths.ts';
import { numberText } from '../shared/format.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { Card } from '../shared/plain/plain.tsx';
import { useSay } from '../shared/use-say.ts';
import { keptFile } from './chosen-file.ts';
import { secondsTaken } from './speed.ts';
import { useStartImport } from './use-start-import.ts';

const mostListed = 200;

/** What an import did, or would do: counts, what to correct, the file handed back, and the next step. */
export function Result({ report }: { report: ImportReport }) {
  return (
    <>
      <Card>
        <div className="import-head">
          <Outcome report={report} />
          <Counts report={report} />
          <Next report={report} />
        </div>
      </Card>
      {report.status === 'done' ? <Errors report={report} /> : null}
    </>
  );
}

function Outcome({ report }: { report: ImportReport }) {
  const { t } = useTranslation('intake');
  const counts = { needs: numberText(report.needs), rejected: numberText(report.rejected) };
  const seconds = secondsTaken(report, 0).toFixed(1);
  const took = t('result.took', { rows: numberText(report.rows), seconds });
  if (report.status === 'failed') {
    return <Alert type="error" showIcon role="alert" title={t('result.failed')} description={report.failure} />;
  }
  if (report.dryRun) {
    const hint = `${t('result.dry-hint')} ${took}`;
    return <Alert type="info" showIcon role="status" title={t('result.dry')} description={hint} />;
  }
  const partly = report.rejected > 0;
  const title = t(partly ? 'result.real-partly' : 'result.real', counts);
  return <Alert type={partly ? 'warning' : 'success'} showIcon role="status" title={title} description={took} />;
}

function Counts({ report }: { report: ImportReport }) {
  const { t } = useTranslation('intake');
  if (report.status === 'failed') return null;
  const { dryRun } = report;
  return (
    <dl className="tiles">
      <Tile name={t('count.rows')} value={report.rows} />
      <Tile name={t(dryRun ? 'count.would-accept' : 'count.accepted')} value={report.accepted} tone="good" />
      <Tile name={t('count.repeated')} value={report.repeated} />
      <Tile name={t('count.rejected')} value={report.rejected} tone={report.rejected > 0 ? 'danger' : undefined} />
      <Tile name={t(dryRun ? 'count.would-needs' : 'count.needs')} value={report.needs} />
    </dl>
  );
}

function Tile({ name, value, tone }: { name: string; value: number; tone?: 'good' | 'danger' }) {
  return (
    <div className={`tile ${tone ? `tile-${tone}` : ''}`}>
      <dt>{name}</dt>
      <dd>{numberText(value)}</dd>
    </div>
  );
}

/** After a dry run: import for real, in one click while the file is at hand. After a real one: see the needs. */
function Next({ report }: { report: ImportReport }) {
  const { t } = useTranslation('intake');
  const say = useSay();
  const { start, busy, problem } = useStartImport();
  const chosen = keptFile(report.id);
  const takesSome = report.status === 'done' && report.accepted > 0;
  return (
    <div className="entries-row">
      {report.dryRun && takesSome && chosen ? (
        <Button type="primary" size="large" loading={busy} onClick={() => start(chosen, false)}>
          {busy ? t('run.sending') : t('result.go')}
        </Button>
      ) : null}
      {report.dryRun && report.status === 'done' && !takesSome ? <span>{t('result.nothing')}</span> : null}
      {report.dryRun && takesSome && !chosen ? <Link to={paths.import}>{t('result.go-again')}</Link> : null}
      {!report.dryRun && report.needs > 0 ? (
        <Link className="button button-main" to={paths.triage}>
          {t('result.triage')}
        </Link>
      ) : null}
      {report.hasRejectedFile ? (
        <a className="button" href={rejectedRowsPath(report.id)} download>
          <Icon name="download" /> {t('errors.download')}
        </a>
      ) : null}
      {problem ? <Alert type="error" showIcon role="alert" title={say.problem(problem)} /> : null}
    </div>
  );
}

function Errors({ report }: { report: ImportReport }) {
  const { t } = useTranslation('intake');
  const { errors } = report;
  if (errors.length === 0) return <p className="secondary">{t('errors.none')}</p>;
  return (
    <Card title={t('errors.title')}>
      {errors.length >= mostListed ? <p className="hint">{t('errors.limit', { count: errors.length })}</p> : null}
      <Table
        size="small"
        rowKey={({ row, column, message }) => `${row} ${column} ${message}`}
        dataSource={errors}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { title: t('errors.row'), dataIndex: 'row', width: 76, className: 'numbers' },
          { title: t('errors.column'), dataIndex: 'column', width: 150 },
          { title: t('errors.message'), dataIndex: 'message', className: 'error-message' },
        ]}
      />
    </Card>
  );
}
