import type { NeedSummary } from '@baogong/contract';
import { actionsIn, type NeedAction } from '@baogong/contract/life';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { needPath } from '../../paths.ts';
import { problemOf } from '../../shared/api.ts';
import { Failure, Loading } from '../../shared/plain/plain.tsx';
import { showToast, undoNewest } from '../../shared/plain/toasts.tsx';
import { SituationStrip } from '../../situation/strip.tsx';
import { DecisionDialog, hasDialog } from '../decide/decision-dialog.tsx';
import { useDirectly } from '../decide/directly.ts';
import { useBlockOf } from '../block.ts';
import { BulkBar } from './bulk-bar.tsx';
import { Detail } from './detail.tsx';
import { EmptyQueue, FilterBar } from './filter-bar.tsx';
import { KeysHelp } from './keys-help.tsx';
import { useKeys, useKeysSwitch } from './keys.ts';
import { Queue } from './queue.tsx';
import { useCurrent } from './use-current.ts';
import { useFilters, useQueue, viewNames } from './use-queue.ts';
import './triage.css';

/** The triage queue: what hurts first on top, one key a decision, the chosen need beside it. */
export function Screen() {
  const { t } = useTranslation('needs-triage');
  const [filters, change, clear] = useFilters();
  const { query, rows } = useQueue(filters);
  const { current, setCurrent } = useCurrent(rows, filters.view);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<{ need: NeedSummary; action: NeedAction } | null>(null);
  const [help, setHelp] = useState(false);
  const [keysOn, switchKeys] = useKeysSwitch();
  const need = rows[current];
  const toggle = useCallback((id: string) => setSelected((before) => toggled(before, id)), []);
  const more = useCallback(() => {
    if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
  }, [query]);
  const navigate = useNavigate();
  const open = useCallback((id: string) => void navigate({ to: needPath(id) }), [navigate]);
  const act = useAct((action) => need && setDialog({ need, action }));
  const step = (by: number) => setCurrent(Math.min(Math.max(current + by, 0), rows.length - 1));

  useKeys(
    {
      ...decisionKeys(act, need),
      J: () => step(1),
      K: () => step(-1),
      U: undoNewest,
      'Ctrl+Z': undoNewest,
      X: () => need && toggle(need.id),
      Enter: () => need && open(need.id),
      '?': () => setHelp(true),
      '/': () => document.getElementById('desk-search')?.focus(),
      ...Object.fromEntries(viewNames.map((view, index) => [String(index + 1), () => change({ view })])),
    },
    keysOn && dialog === null && !help,
  );

  return (
    <div className="triage">
      <header className="triage-head">
        <h1>{t('title')}</h1>
        <SituationStrip />
      </header>
      <FilterBar filters={filters} onChange={change} onHelp={() => setHelp(true)} />
      <BulkBar needs={rows.filter(({ id }) => selected.has(id))} onClear={() => setSelected(new Set())} />
      {query.isPending ? <Loading rows={8} /> : null}
      {query.isError ? <Failure problem={problemOf(query.error)} again={() => void query.refetch()} /> : null}
      {query.isSuccess && rows.length === 0 ? <EmptyQueue filters={filters} onClear={clear} /> : null}
      {rows.length > 0 ? (
        <div className="triage-body">
          <div className="queue-pane">
            <Queue
              {...{ rows, current, selected, view: filters.view }}
              onCurrent={setCurrent}
              onSelect={toggle}
              onOpen={open}
              onEnd={more}
            />
            <p className="queue-foot hint">
              {query.isFetchingNextPage ? t('list.more') : null}
              {!query.hasNextPage ? t('list.end', { count: rows.length }) : t('list.help')}
            </p>
          </div>
          {need ? <Detail need={need} onDialog={(action) => setDialog({ need, action })} /> : null}
        </div>
      ) : null}
      {dialog ? <DecisionDialog {...dialog} onClose={() => (setDialog(null), focusQueue())} /> : null}
      <KeysHelp open={help} on={keysOn} onSwitch={switchKeys} onClose={() => (setHelp(false), focusQueue())} />
    </div>
  );
}

/** One key a decision on the current need. */
function decisionKeys(act: ReturnType<typeof useAct>, need: NeedSummary | undefined) {
  return {
    A: () => act(need, need?.claimedBy ? 'release' : 'claim'),
    D: () => act(need, need?.status === 'dispatched' ? 'add-sources' : 'dispatch'),
    M: () => act(need, 'merge'),
    R: () => act(need, 'return'),
    P: () => act(need, 'prioritise'),
  };
}

/** A key's action on the current need: its dialog, or done at once; a toast says why it can't be. */
function useAct(openDialog: (action: NeedAction) => void): (need: NeedSummary | undefined, action: NeedAction) => void {
  const directly = useDirectly();
  const blockOf = useBlockOf();
  return (need, action) => {
    if (!need) return;
    const allowed = actionsIn(need.life, need.status).includes(action);
    const block = blockOf(need, action, allowed);
    if (block) showToast({ text: block, tone: 'danger' });
    else if (hasDialog(action)) openDialog(action);
    else directly(need, action);
  };
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before);
  if (!after.delete(id)) after.add(id);
  return after;
}

function focusQueue(): void {
  // After the dialog gave the focus back to the page, the keys belong to the queue again.
  setTimeout(() => document.getElementById('queue')?.focus(), 60);
}
