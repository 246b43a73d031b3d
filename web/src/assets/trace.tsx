import type { AssetTraceEntry } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../shared/api.ts';
import { MoreRows } from '../shared/desk/more-rows.tsx';
import { usePages } from '../shared/desk/use-pages.ts';
import { Card, Chip, Failure, Loading } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useNow, useSay } from '../shared/use-say.ts';
import { useSayPlace } from './say-place.ts';
import { StateChip } from './state-chip.tsx';
import type { AssetState } from '@baogong/contract';

const LATE_UPLOAD_MS = 120_000;

/** Every hand that had the thing, newest first. */
export function Trace({ id }: { id: string }) {
  const { t } = useTranslation('assets');
  const { query: list, rows } = usePages([...queryKeys.assets, 'trace', id], (before) =>
    api.assets.traceAsset({ id, before, limit: 100 }),
  );
  if (list.isError) return <Failure problem={problemOf(list.error)} again={() => void list.refetch()} />;
  return (
    <Card title={t('page.trace')}>
      {list.isPending ? <Loading rows={4} /> : null}
      <ol className="asset-trace">
        {rows.map((entry) => (
          <Hand key={`${entry.version ?? entry.recordedAt}`} entry={entry} />
        ))}
      </ol>
      <MoreRows query={list} />
    </Card>
  );
}

function Hand({ entry }: { entry: AssetTraceEntry }) {
  const { t } = useTranslation('assets');
  const say = useSay();
  const now = useNow(60_000);
  const sayPlace = useSayPlace();
  const waited = Date.parse(entry.recordedAt) - Date.parse(entry.happenedAt) > LATE_UPLOAD_MS;
  const changed = entry.to !== '' && entry.to !== entry.from;
  return (
    <li className={entry.late ? 'hand hand-late' : 'hand'}>
      <time dateTime={entry.happenedAt} className="numbers">
        {say.moment(entry.happenedAt, now)}
      </time>
      <div>
        <strong>{t(`action.${entry.action}`)}</strong> {changed ? <StateChip state={entry.to as AssetState} /> : null}
        <div>{t('trace.by', { by: entry.by, place: sayPlace(entry.toPlace) })}</div>
        {entry.unexpected && entry.fromPlace ? (
          <Chip tone="warning" icon="alert">
            {t('trace.unexpected', { place: sayPlace(entry.fromPlace) })}
          </Chip>
        ) : null}
        {entry.late ? (
          <Chip tone="warning" icon="clock">
            {t('trace.late')}
          </Chip>
        ) : null}
        {entry.dueOn && entry.action === 'lend' ? <div>{t('trace.due', { due: entry.dueOn })}</div> : null}
        {entry.note ? <div className="hint">{entry.note}</div> : null}
        {waited ? <div className="hint">{t('trace.recorded', { time: say.moment(entry.recordedAt, now) })}</div> : null}
      </div>
    </li>
  );
}
