import type { Priority } from '@baogong/contract';
import { openStatuses } from '@baogong/contract/life';
import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { Entry } from '../../shared/desk/entry.tsx';
import { Card } from '../../shared/plain/plain.tsx';
import { cellOf, limitRows, priorityOrder, type OpenStatus, type Part } from './kind-draft.ts';
import { spanOf } from './spans.ts';

const mostMinutes = 43_200;

/** How long a need may stay in a status, by priority, and how fast it climbs once overdue. */
export function LimitsCard(part: Part) {
  const { t } = useTranslation(['admin-kinds', 'shared']);
  const span = useSpan();
  const { draft, set, faultAt } = part;
  return (
    <Card title={t('limits.title')}>
      <p className="hint">{t('limits.lead')}</p>
      <table className="limits">
        <thead>
          <tr>
            <th scope="col">{t('limits.status')}</th>
            {priorityOrder.map((priority) => (
              <th key={priority} scope="col">
                {t(`shared:priority.${priority}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {openStatuses.map((status) => (
            <tr key={status}>
              <th scope="row">{t(`shared:status.${status}`)}</th>
              {priorityOrder.map((priority) => (
                <td key={priority}>
                  <LimitCell {...part} status={status} priority={priority} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Entry
        label={t('limits.escalation')}
        hint={`${span(draft.escalationMinutes)} · ${t('limits.escalation-hint')}`}
        error={faultAt('escalationMinutes')}
      >
        <InputNumber
          min={1}
          max={10_080}
          precision={0}
          value={draft.escalationMinutes}
          onChange={(escalationMinutes) => set({ escalationMinutes })}
        />
      </Entry>
    </Card>
  );
}

function LimitCell({ draft, set, faultAt, status, priority }: Part & { status: OpenStatus; priority: Priority }) {
  const { t } = useTranslation(['admin-kinds', 'shared']);
  const span = useSpan();
  const cell = cellOf(status, priority);
  const minutes = draft.limits[cell] ?? null;
  const place = limitRows(draft.limits).findIndex((row) => row.status === status && row.priority === priority);
  const error = place < 0 ? null : faultAt(`limits[${place}]`);
  const names = { status: t(`shared:status.${status}`), priority: t(`shared:priority.${priority}`) };
  return (
    <>
      <InputNumber
        aria-label={t('limits.cell', names)}
        status={error ? 'error' : undefined}
        min={1}
        max={mostMinutes}
        precision={0}
        value={minutes}
        onChange={(value) => set({ limits: { ...draft.limits, [cell]: value } })}
      />
      <div className="hint">{span(minutes)}</div>
      {error ? (
        <p className="error" role="alert">
          {error}
        </p>
      ) : null}
    </>
  );
}

function useSpan(): (minutes: number | null) => string {
  const { t } = useTranslation('admin-kinds');
  return (minutes) => {
    if (minutes === null) return t('limits.none');
    const { word, ...parts } = spanOf(minutes);
    return t(`span.${word}`, parts);
  };
}
