import type { Warning, WarningKind, WarningLamp } from '@baogong/contract';
import { Link } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { api, problemOf } from '../shared/api.ts';
import { MoreRows } from '../shared/desk/more-rows.tsx';
import { usePages } from '../shared/desk/use-pages.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { Empty, Failure, Loading } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { holdsRight, useMe } from '../shared/session.ts';
import { WarningRow } from './warning-row.tsx';
import '../shared/desk/entry.css';
import './warnings.css';

const kinds = ['all', 'run-dry', 'missing-report', 'staple', 'over'] as const;
type Shown = (typeof kinds)[number];

/** Warnings of the desk: red before yellow, the soonest dry first; who is on it, and what to do. */
export function Screen() {
  const { t } = useTranslation('warnings');
  const { me } = useMe();
  const [shown, setShown] = useState<Shown>('all');
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('title')}</h1>
        <nav className="warning-links" aria-label={t('more')}>
          {me && holdsRight(me, 'staples.read') ? <Link to={paths.staples}>{t('link.staples')}</Link> : null}
          <Link to={paths.warningRules}>{t('link.rules')}</Link>
          <a href="/api/warnings.cap" target="_blank" rel="noreferrer">
            <Icon name="download" size={16} /> CAP
          </a>
        </nav>
      </header>
      <p className="secondary">{t('lead')}</p>
      <Segmented<Shown>
        aria-label={t('shown')}
        className="warning-kinds"
        value={shown}
        onChange={setShown}
        options={kinds.map((kind) => ({ value: kind, label: t(`shown.${kind}`) }))}
      />
      <Warnings shown={shown} />
    </div>
  );
}

function Warnings({ shown }: { shown: Shown }) {
  const { t } = useTranslation('warnings');
  const open = shown !== 'over';
  const kind = shown === 'all' || shown === 'over' ? undefined : (shown as WarningKind);
  const { query, rows } = usePages([...queryKeys.warnings, 'list', { open, kind }], (after) =>
    api.warnings.listWarnings({ open: String(open), kind, after, limit: 100 }),
  );
  if (query.isError) return <Failure problem={problemOf(query.error)} again={() => void query.refetch()} />;
  if (query.isPending) return <Loading />;
  if (rows.length === 0) return <Empty icon="check" title={t(open ? 'empty.open' : 'empty.over')} />;
  return (
    <>
      {open ? (
        (['red', 'yellow'] as const).map((lamp) => <Group key={lamp} lamp={lamp} rows={rows} />)
      ) : (
        <ul className="warnings">
          {rows.map((warning) => (
            <WarningRow key={warning.id} warning={warning} />
          ))}
        </ul>
      )}
      <MoreRows query={query} />
    </>
  );
}

function Group({ lamp, rows }: { lamp: WarningLamp; rows: readonly Warning[] }) {
  const { t } = useTranslation('warnings');
  const own = rows.filter((row) => row.lamp === lamp).toSorted((left, right) => dryAt(left) - dryAt(right));
  if (own.length === 0) return null;
  return (
    <section aria-labelledby={`warnings-${lamp}`}>
      <h2 id={`warnings-${lamp}`} className={`warning-group warning-group-${lamp}`}>
        <Icon name={lamp === 'red' ? 'siren' : 'alert'} /> {t(`group.${lamp}`, { count: own.length })}
      </h2>
      <ul className="warnings">
        {own.map((warning) => (
          <WarningRow key={warning.id} warning={warning} />
        ))}
      </ul>
    </section>
  );
}

/** What is not about a stock stands after what runs dry. */
function dryAt({ emptyAt }: Warning): number {
  return emptyAt?.p10 ? Date.parse(emptyAt.p10) : Number.MAX_SAFE_INTEGER;
}
