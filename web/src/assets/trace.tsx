import type { Asset, AssetState, AssetTraceEntry, WrittenChange } from '@baogong/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../shared/api.ts';
import { MoreRows } from '../shared/desk/more-rows.tsx';
import { usePages } from '../shared/desk/use-pages.ts';
import { Card, Chip, Failure, Loading } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useNow, useSay } from '../shared/use-say.ts';
import { CorrectDialog, type WrongEntry } from './correct-dialog.tsx';
import { useSayPlace } from './say-place.ts';
import { StateChip } from './state-chip.tsx';

const LATE_UPLOAD_MS = 120_000;

type TraceProps = { asset: Asset; mayCorrect: boolean };

/** Every hand that had the thing, newest first; what was entered wrongly stays, struck through, beside what is right. */
export function Trace({ asset, mayCorrect }: TraceProps) {
  const { t } = useTranslation('assets');
  const [wrong, setWrong] = useState<WrongEntry | null>(null);
  const { query: list, rows } = usePages([...queryKeys.assets, 'trace', asset.id], (before) =>
    api.assets.traceAsset({ id: asset.id, before, limit: 100 }),
  );
  if (list.isError) return <Failure problem={problemOf(list.error)} again={() => void list.refetch()} />;
  const moves = rows.filter(({ version }) => version !== null);
  const entryOf = (version: number | null) => moves.find((entry) => entry.version === version);
  // Only the newest step is taken back with one press: what came after an older one rests on it.
  const newest = moves[0]?.version ?? null;
  return (
    <Card title={t('page.trace')}>
      {list.isPending ? <Loading rows={4} /> : null}
      <ol className="asset-trace">
        {rows.map((entry) => (
          <Hand
            key={`${entry.version ?? entry.recordedAt}`}
            entry={entry}
            wrong={entry.corrects === null ? undefined : entryOf(entry.corrects)}
            onWrong={
              mayCorrect && entry.version !== null && entry.version === newest && entry.version > 1
                ? () => setWrong({ entry, before: entryOf(entry.version! - 1) })
                : null
            }
          />
        ))}
      </ol>
      <MoreRows query={list} />
      {wrong ? <CorrectDialog asset={asset} wrong={wrong} onClose={() => setWrong(null)} /> : null}
    </Card>
  );
}

type HandProps = { entry: AssetTraceEntry; wrong: AssetTraceEntry | undefined; onWrong: (() => void) | null };

function Hand({ entry, wrong, onWrong }: HandProps) {
  const { t } = useTranslation('assets');
  const say = useSay();
  const now = useNow(60_000);
  const sayPlace = useSayPlace();
  const waited = Date.parse(entry.recordedAt) - Date.parse(entry.happenedAt) > LATE_UPLOAD_MS;
  const changed = entry.to !== '' && entry.to !== entry.from;
  const corrected = entry.correctedBy !== null;
  return (
    <li className={`hand ${entry.late ? 'hand-late' : ''} ${corrected ? 'hand-wrong' : ''}`}>
      <time dateTime={entry.happenedAt} className="numbers">
        {say.moment(entry.happenedAt, now)}
      </time>
      <div>
        <div className="hand-what">
          <strong>{corrected ? <del>{t(`action.${entry.action}`)}</del> : t(`action.${entry.action}`)}</strong>
          {changed && !corrected ? <StateChip state={entry.to as AssetState} /> : null}
          {corrected ? (
            <Chip tone="warning" icon="return">
              {t('trace.corrected')}
            </Chip>
          ) : null}
          {onWrong ? (
            <Button size="small" type="link" onClick={onWrong}>
              {t('trace.wrong')}
            </Button>
          ) : null}
        </div>
        <div>{t('trace.by', { by: entry.by, place: sayPlace(entry.toPlace) })}</div>
        {wrong ? (
          <div>
            {t('trace.corrects', { what: t(`action.${wrong.action}`), time: say.moment(wrong.happenedAt, now) })}
          </div>
        ) : null}
        <Changes changes={entry.changes} />
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
        {entry.note ? (
          <div className="hint">
            {entry.action === 'correct' ? t('trace.reason', { reason: entry.note }) : entry.note}
          </div>
        ) : null}
        {waited ? <div className="hint">{t('trace.recorded', { time: say.moment(entry.recordedAt, now) })}</div> : null}
      </div>
    </li>
  );
}

function Changes({ changes }: { changes: readonly WrittenChange[] }) {
  const { t } = useTranslation('assets');
  return changes.map(({ field, from, to }) => (
    <div key={field}>
      {t('trace.change', { field: t(`written.${field}`), from: from ?? t('trace.none'), to: to ?? t('trace.none') })}
    </div>
  ));
}
