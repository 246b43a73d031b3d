import type { Priority } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { Empty } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import { viewNames, type QueueFilters } from './use-queue.ts';

type BarProps = { filters: QueueFilters; onChange: (change: Partial<QueueFilters>) => void; onHelp: () => void };

const priorityNames = ['life-critical', 'urgent', 'normal'] as const;

/** Which queue, and what narrows it. */
export function FilterBar({ filters, onChange, onHelp }: BarProps) {
  const { t } = useTranslation(['needs-triage', 'shared']);
  const { text } = useSay();
  const kinds = useQuery({ queryKey: queryKeys.kinds, queryFn: () => api.kinds.listKinds(), staleTime: 300_000 });
  return (
    <div className="filters">
      <div className="views" role="group" aria-label={t('view.label')}>
        {viewNames.map((view, index) => (
          <button key={view} type="button" aria-pressed={filters.view === view} onClick={() => onChange({ view })}>
            <kbd aria-hidden="true">{index + 1}</kbd> {t(`view.${view}`)}
          </button>
        ))}
      </div>
      <Select
        aria-label={t('filter.priority')}
        className="filter-select"
        value={filters.priority ?? ('' as Priority | '')}
        onChange={(priority: Priority | '') => onChange({ priority: priority || undefined })}
        options={[
          { value: '' as Priority | '', label: t('filter.any-priority') },
          ...priorityNames.map((value) => ({ value, label: t(`shared:priority.${value}`) })),
        ]}
      />
      <Select
        aria-label={t('filter.kind')}
        className="filter-select"
        value={filters.kind ?? ''}
        loading={kinds.isPending}
        onChange={(kind) => onChange({ kind: kind || undefined })}
        options={[
          { value: '', label: t('filter.any-kind') },
          ...(kinds.data ?? []).map(({ code, name }) => ({ value: code, label: text(name) })),
        ]}
      />
      <Checkbox
        checked={filters.escalated === 'true'}
        onChange={(event) => onChange({ escalated: event.target.checked ? 'true' : undefined })}
      >
        {t('filter.escalated')}
      </Checkbox>
      {filters.query ? (
        <Button size="small" onClick={() => onChange({ query: undefined })}>
          {t('filter.query', { query: filters.query })} <Icon name="close" size={14} />
          <span className="unseen">{t('filter.clear')}</span>
        </Button>
      ) : null}
      <button type="button" className="button triage-keys" onClick={onHelp}>
        {t('keys.open')} <kbd aria-hidden="true">?</kbd>
      </button>
    </div>
  );
}

/** An empty queue says what that means; an empty result offers the way back. */
export function EmptyQueue({ filters, onClear }: { filters: QueueFilters; onClear: () => void }) {
  const { t } = useTranslation('needs-triage');
  const narrowed = Boolean(filters.query ?? filters.priority ?? filters.kind ?? filters.escalated);
  if (!narrowed) return <Empty icon="check" title={t(`empty.${filters.view}`)} />;
  return (
    <Empty icon="search" title={t('empty.filtered')}>
      <Button onClick={onClear}>{t('empty.clear')}</Button>
    </Empty>
  );
}
