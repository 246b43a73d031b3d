import type { Need, NeedSummary } from '@baogong/contract';
import type { NeedAction } from '@baogong/contract/life';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useHeadline } from '../headline.ts';
import { needPath } from '../../paths.ts';
import { api } from '../../shared/api.ts';
import { PriorityChip, StatusChip } from '../../shared/plain/chips.tsx';
import { Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMay } from '../../shared/session.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { useSettled } from '../../shared/use-settled.ts';
import { ActionBar } from '../decide/action-bar.tsx';
import { missingOf, planOf } from '../dispatch/dispatch-plan.ts';
import { LineBars } from '../page/line-bars.tsx';
import { HurtClock, NeedChips } from '../need-chips.tsx';

/** The chosen need beside the queue: at once what the row knows, then lines, suggestion and actions. */
export function Detail({ need, onDialog }: { need: NeedSummary; onDialog: (action: NeedAction) => void }) {
  const { t } = useTranslation('needs-triage');
  const headlineOf = useHeadline();
  const say = useSay();
  const now = useNow();
  // Running down the queue with J reads only the need on which the person stops.
  const id = useSettled(need.id, 150);
  const full = useQuery({ queryKey: queryKeys.need(id), queryFn: () => api.needs.getNeed({ id }) });
  const whole = full.data?.id === need.id ? full.data : null;
  return (
    <aside className="detail" aria-label={t('detail.title')}>
      <header>
        <p className="secondary numbers">
          {need.number} · {say.text(need.kindName)}
        </p>
        <h2>{headlineOf(need)}</h2>
        <p>
          {need.organisationName} · {need.areaName}
        </p>
        <div className="detail-chips">
          <StatusChip status={need.status} />
          {need.priority === 'normal' ? <PriorityChip priority={need.priority} /> : null}
          <NeedChips need={need} />
        </div>
        <HurtClock need={need} now={now} />
        {need.priorityReason ? <p className="secondary">{need.priorityReason}</p> : null}
      </header>
      {whole ? <ActionBar need={whole} withKeys onDialog={onDialog} /> : <Loading rows={1} />}
      {need.lines.length > 0 ? <LineBars lines={need.lines} /> : null}
      {whole ? <Origin need={whole} /> : null}
      {need.status === 'collected' && need.life === 'supply' ? <Suggested need={need} settledId={id} /> : null}
      <Link to={needPath(need.id)} className="button">
        {t('detail.open')} <kbd aria-hidden="true">Enter</kbd>
      </Link>
    </aside>
  );
}

function Origin({ need }: { need: Need }) {
  const { t } = useTranslation('needs-triage');
  return (
    <>
      {need.description ? <p className="detail-description">{need.description}</p> : null}
      <p className="hint">{t(need.onBehalf ? 'detail.behalf' : 'detail.said-by', { name: need.enteredBy })}</p>
    </>
  );
}

function Suggested({ need, settledId }: { need: NeedSummary; settledId: string }) {
  const { t } = useTranslation('needs-triage');
  const say = useSay();
  const may = useMay();
  const allowed = may('needs.dispatch', { areaCode: need.areaCode, organisationId: need.organisationId });
  const suggestions = useQuery({
    queryKey: queryKeys.suggestion(need.id),
    queryFn: () => api.needs.suggestSources({ id: need.id }),
    enabled: allowed && settledId === need.id,
  });
  if (!allowed || !suggestions.data) return null;
  const plans = planOf(need, suggestions.data);
  const chosen = suggestions.data.filter((suggestion) => suggestion.chosen);
  return (
    <section className="suggested">
      <h3>{t('detail.suggestion')}</h3>
      {chosen.length === 0 ? <p className="secondary">{t('detail.no-suggestion')}</p> : null}
      <ul>
        {chosen.map((suggestion) => {
          const line = need.lines.find(({ id }) => id === suggestion.lineId)!;
          return (
            <li key={`${suggestion.lineId} ${suggestion.sourceId}`}>
              <strong>{suggestion.supplierName}</strong> {say.text(line.itemName)}{' '}
              <span className="numbers">{say.quantity(suggestion.quantity, line.baseUnitName)}</span>
              <span className="secondary">{suggestion.reason}</span>
            </li>
          );
        })}
      </ul>
      {plans
        .filter((plan) => missingOf(plan) > 0)
        .map((plan) => (
          <p key={plan.line.id} className="line-plan-short">
            {say.text(plan.line.itemName)}:{' '}
            {t('detail.missing', { rest: say.quantity(missingOf(plan), plan.line.baseUnitName) })}
          </p>
        ))}
    </section>
  );
}
