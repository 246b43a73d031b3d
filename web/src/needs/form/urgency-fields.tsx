import { Button, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { cityHour } from '../../shared/format.ts';
import { PriorityChip } from '../../shared/plain/chips.tsx';
import { instantOfLocal, localOfInstant } from '../../shared/local-time.ts';
import type { DraftPart } from './new-need.tsx';

const noon = 12;
const evening = 20;

const quickTimes = [
  { word: 'by.two-hours', at: (now: number) => new Date(now + 2 * 3_600_000).toISOString() },
  { word: 'by.tonight', at: (now: number) => cityHour(evening, 0, now) },
  { word: 'by.tomorrow-noon', at: (now: number) => cityHour(noon, 1, now) },
  { word: 'by.open', at: () => null },
] as const;

/** Needed by: one press for the usual answers, or any time; and when the stock runs dry. */
export function WhenFields({ draft, set, withDry }: DraftPart & { withDry?: boolean }) {
  const { t } = useTranslation('needs-form');
  return (
    <>
      <div className="entry">
        <span className="entry-label" id="needed-by-label">
          {t('by.label')}
        </span>
        <div className="quick" role="group" aria-labelledby="needed-by-label">
          {quickTimes.map(({ word, at }) => (
            <Button key={word} onClick={() => set({ neededBy: at(Date.now()) })}>
              {t(word)}
            </Button>
          ))}
        </div>
      </div>
      <div className="entry-two">
        <div className="entry">
          <label htmlFor="needed-by">{t('by.other')}</label>
          <Input
            id="needed-by"
            type="datetime-local"
            value={localOfInstant(draft.neededBy)}
            onChange={(event) => set({ neededBy: instantOfLocal(event.target.value) })}
          />
        </div>
        {withDry ? (
          <div className="entry">
            <label htmlFor="runs-dry">{t('dry.label')}</label>
            <Input
              id="runs-dry"
              type="datetime-local"
              value={localOfInstant(draft.runsDryAt)}
              onChange={(event) => set({ runsDryAt: instantOfLocal(event.target.value) })}
            />
          </div>
        ) : null}
      </div>
    </>
  );
}

const priorities = ['normal', 'urgent', 'life-critical'] as const;

export function PriorityFields({ draft, set }: DraftPart) {
  const { t } = useTranslation('needs-form');
  return (
    <div className="entry">
      <span className="entry-label" id="priority-label">
        {t('priority.label')}
      </span>
      <Radio.Group
        aria-labelledby="priority-label"
        value={draft.priority}
        onChange={(event) => set({ priority: event.target.value })}
        options={priorities.map((value) => ({ value, label: <PriorityChip priority={value} /> }))}
      />
      {draft.priority === 'normal' ? null : (
        <>
          <label htmlFor="priority-reason">{t('priority.reason')}</label>
          <Input
            id="priority-reason"
            maxLength={500}
            value={draft.priorityReason}
            onChange={(event) => set({ priorityReason: event.target.value })}
          />
        </>
      )}
    </div>
  );
}
