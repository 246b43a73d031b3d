import type { Suggestion } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Drawer, Input, Select } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHeadline } from '../headline.ts';
import { api, problemOf } from '../../shared/api.ts';
import { Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useCtrlEnter } from '../../shared/use-ctrl-enter.ts';
import { useSay } from '../../shared/use-say.ts';
import { useDialogDecision, type DialogProps } from '../decide/dialog.tsx';
import { commandOf, faultOf, missingOf, planOf, type LinePlan } from './dispatch-plan.ts';
import { LinePlanCard } from './line-plan-card.tsx';
import './dispatch.css';

const holdChoices = [12, 24, 48, 72, 168] as const;
const usualHoldHours = 48;

/** Approving and choosing sources in one panel; Ctrl+Enter confirms, Escape leaves. */
export function DispatchPanel(props: DialogProps) {
  const { t } = useTranslation('needs-dispatch');
  const { need, action, onClose } = props;
  const hasGoods = need.life === 'supply';
  const suggestions = useQuery({
    queryKey: queryKeys.suggestion(need.id),
    queryFn: () => api.needs.suggestSources({ id: need.id }),
    enabled: hasGoods,
    staleTime: 0,
  });
  return (
    <Drawer
      open
      size={760}
      onClose={onClose}
      title={t(action === 'add-sources' ? 'title.add' : 'title', { number: need.number })}
      className="dispatch"
    >
      {hasGoods && suggestions.isPending ? <Loading rows={6} /> : null}
      {suggestions.isError ? (
        <Failure problem={problemOf(suggestions.error)} again={() => void suggestions.refetch()} />
      ) : null}
      {!hasGoods || suggestions.data ? <DispatchForm {...props} suggestions={suggestions.data ?? []} /> : null}
    </Drawer>
  );
}

function DispatchForm(props: DialogProps & { suggestions: Suggestion[] }) {
  const { t } = useTranslation('needs-dispatch');
  const { need, suggestions } = props;
  const headlineOf = useHeadline();
  const say = useSay();
  // The plan is the dispatcher's from here on: a fresher suggestion does not overwrite what they typed.
  const [plans, setPlans] = useState(() => planOf(need, suggestions));
  const [more, setMore] = useState({ holdHours: usualHoldHours as number, assignee: '', note: '' });
  const { busy, problem, send, fail } = useDialogDecision(props);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, button')?.focus(), []);

  function confirm(): void {
    const fault = faultOf(plans);
    if (fault) {
      document.getElementById(`approved-${fault.lineId}`)?.focus();
      return fail(t(`fault.${fault.fault}`));
    }
    const { holdHours, assignee, note } = more;
    const words = { assignee: assignee.trim() || null, note: note.trim() || null };
    void send((base) => api.needs.dispatchNeed({ ...base, ...commandOf(plans), holdHours, ...words }), {
      status: 'dispatched',
    });
  }
  useCtrlEnter(confirm);
  const replace = (next: LinePlan) => setPlans(plans.map((plan) => (plan.line.id === next.line.id ? next : plan)));
  return (
    <form ref={form} className="dispatch-form" onSubmit={(event) => event.preventDefault()}>
      <p className="secondary">
        {need.organisationName} · {need.areaName} · {headlineOf(need)}
      </p>
      {plans.map((plan) => (
        <LinePlanCard
          key={plan.line.id}
          need={need}
          plan={plan}
          proposed={planOf({ lines: [plan.line] }, suggestions)[0]!}
          onChange={replace}
        />
      ))}
      <MoreFields hasGoods={need.life === 'supply'} more={more} onChange={setMore} />
      {problem ? <Alert type="error" showIcon role="alert" title={say.problem(problem)} /> : null}
      <footer className="dispatch-foot">
        <Coverage plans={plans} />
        <kbd>{t('confirm.key')}</kbd>
        <Button type="primary" size="large" loading={busy} onClick={confirm}>
          {t('confirm')}
        </Button>
      </footer>
    </form>
  );
}

function Coverage({ plans }: { plans: LinePlan[] }) {
  const { t } = useTranslation('needs-dispatch');
  const short = plans.filter((plan) => plan.approved === null || missingOf(plan) > 0).length;
  if (plans.length === 0) return <output />;
  return <output aria-live="polite">{short ? t('sum.some', { count: short }) : t('sum.all')}</output>;
}

type More = { holdHours: number; assignee: string; note: string };

function MoreFields({ hasGoods, more, onChange }: { hasGoods: boolean; more: More; onChange: (more: More) => void }) {
  const { t } = useTranslation('needs-dispatch');
  const id = useId();
  return (
    <div className="dispatch-more">
      {hasGoods ? (
        <div>
          <label htmlFor={`${id}-hold`}>{t('hold.label')}</label>
          <Select
            id={`${id}-hold`}
            value={more.holdHours}
            onChange={(holdHours) => onChange({ ...more, holdHours })}
            options={holdChoices.map((hours) => ({ value: hours, label: t('hold.hours', { hours }) }))}
          />
        </div>
      ) : (
        <div className="dispatch-wide">
          <label htmlFor={`${id}-assignee`}>{t('assignee.label')}</label>
          <Input
            id={`${id}-assignee`}
            maxLength={200}
            value={more.assignee}
            onChange={(event) => onChange({ ...more, assignee: event.target.value })}
          />
        </div>
      )}
      <div className="dispatch-wide">
        <label htmlFor={`${id}-note`}>{t('note.label')}</label>
        <Input
          id={`${id}-note`}
          maxLength={2000}
          value={more.note}
          onChange={(event) => onChange({ ...more, note: event.target.value })}
        />
      </div>
    </div>
  );
}
