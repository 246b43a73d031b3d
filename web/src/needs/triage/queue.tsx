import type { NeedSummary } from '@baogong/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useHeadline } from '../headline.ts';
import { StatusChip } from '../../shared/plain/chips.tsx';
import { Icon } from '../../shared/plain/icon.tsx';
import { useNow, useSay } from '../../shared/use-say.ts';
import { HurtClock, NeedChips } from '../need-chips.tsx';
import type { View } from './use-queue.ts';

type QueueProps = {
  rows: NeedSummary[];
  current: number;
  selected: ReadonlySet<string>;
  view: View;
  onCurrent: (index: number) => void;
  onSelect: (id: string) => void;
  onOpen: (id: string) => void;
  onEnd: () => void;
};

const rowHeight = { wide: 56, narrow: 108 };
const narrow = window.matchMedia('(max-width: 720px)').matches;

/** The queue as a listbox: focus stays on the list, the current row is its active descendant; only rows in sight exist. */
export function Queue(props: QueueProps) {
  const { rows, current, selected, onCurrent, onEnd } = props;
  const { t } = useTranslation('needs-triage');
  const now = useNow();
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => (narrow ? rowHeight.narrow : rowHeight.wide),
    overscan: 8,
    getItemKey: (index) => rows[index]!.id,
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastShown >= rows.length - 10) onEnd();
  }, [lastShown, rows.length, onEnd]);
  useEffect(() => {
    if (current < rows.length) virtual.scrollToIndex(current, { align: 'auto' });
  }, [current, rows.length, virtual]);

  return (
    <div
      ref={box}
      id="queue"
      className="queue"
      role="listbox"
      tabIndex={0}
      aria-label={t('list.label')}
      aria-multiselectable="true"
      aria-activedescendant={rows[current] ? `row-${rows[current].id}` : undefined}
      onKeyDown={(event) => move(event, current, rows.length, onCurrent)}
    >
      <div role="presentation" className="queue-space" style={{ height: virtual.getTotalSize() }}>
        {shown.map((item) => {
          const need = rows[item.index]!;
          return (
            <div
              key={item.key}
              role="presentation"
              className="queue-slot"
              style={{ transform: `translateY(${item.start}px)`, height: item.size }}
            >
              <QueueRow
                need={need}
                now={now}
                index={item.index}
                count={rows.length}
                isCurrent={item.index === current}
                isSelected={selected.has(need.id)}
                showStatus={props.view === 'mine'}
                onCurrent={onCurrent}
                onSelect={props.onSelect}
                onOpen={props.onOpen}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

type RowProps = Pick<QueueProps, 'onCurrent' | 'onSelect' | 'onOpen'> & {
  need: NeedSummary;
  now: number;
  index: number;
  count: number;
  isCurrent: boolean;
  isSelected: boolean;
  showStatus: boolean;
};

const QueueRow = memo(function QueueRow({ need, now, index, isCurrent, isSelected, ...props }: RowProps) {
  const { t } = useTranslation('needs');
  const headlineOf = useHeadline();
  const say = useSay();
  return (
    <div
      id={`row-${need.id}`}
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      aria-posinset={index + 1}
      aria-setsize={props.count}
      className={`row ${isCurrent ? 'row-current' : ''} ${isSelected ? 'row-selected' : ''}`}
      onClick={() => (narrow ? props.onOpen(need.id) : props.onCurrent(index))}
      onDoubleClick={() => props.onOpen(need.id)}
      onKeyDown={() => undefined}
    >
      <span
        className="row-mark"
        aria-hidden="true"
        onClick={(event) => (event.stopPropagation(), props.onSelect(need.id))}
      >
        {isSelected ? <Icon name="check" size={14} /> : null}
      </span>
      <HurtClock need={need} now={now} />
      <span className="row-text">
        <strong className="row-headline">{headlineOf(need)}</strong>
        <span className="row-who">
          {need.organisationName} · {need.areaName} · <span className="numbers">{need.number}</span>
        </span>
      </span>
      <span className="row-side">
        <span className="row-chips">
          <NeedChips need={need} />
          {props.showStatus ? <StatusChip status={need.status} /> : null}
        </span>
        <span className="row-who">{t('age.collected', { ago: say.ago(need.collectedAt, now) })}</span>
      </span>
    </div>
  );
});

const steps: Record<string, (current: number, count: number) => number> = {
  ArrowDown: (current) => current + 1,
  ArrowUp: (current) => current - 1,
  PageDown: (current) => current + 8,
  PageUp: (current) => current - 8,
  Home: () => 0,
  End: (_, count) => count - 1,
};

function move(event: KeyboardEvent, current: number, count: number, onCurrent: (index: number) => void): void {
  const step = steps[event.key];
  if (!step || count === 0) return;
  event.preventDefault();
  onCurrent(Math.min(Math.max(step(current, count), 0), count - 1));
}
