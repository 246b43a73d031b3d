import type { NeedSummary } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { readable } from '../../shared/format.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import { ReserveHint } from '../../supply/releases/reserve-hint.tsx';
import { QuantityInput } from '../quantity-input.tsx';
import {
  freeOf,
  missingOf,
  plannedOf,
  withApproved,
  withQuantity,
  withSource,
  type LinePlan,
  type SourceOption,
} from './dispatch-plan.ts';

/** Alternatives shown without asking for more; those chosen always show. */
const fewSources = 3;

type CardProps = { need: NeedSummary; plan: LinePlan; proposed: LinePlan; onChange: (plan: LinePlan) => void };

/** One item: asked, approved, and what each source gives. */
export function LinePlanCard({ need, plan, proposed, onChange }: CardProps) {
  const { t } = useTranslation(['needs-dispatch', 'needs']);
  const say = useSay();
  const { line } = plan;
  const approvedId = `approved-${line.id}`;
  const [all, setAll] = useState(false);
  const shown = all ? plan.options : plan.options.filter(({ quantity }, index) => quantity > 0 || index < fewSources);
  const hidden = plan.options.length - shown.length;
  return (
    <section className="line-plan" aria-label={say.text(line.itemName)}>
      <header>
        <h3>{say.text(line.itemName)}</h3>
        <span className="secondary">
          {t('line.requested', { quantity: say.quantity(line.requested, line.baseUnitName) })}
          {line.said ? ` · ${t('needs:quantity.said', { said: line.said })}` : ''}
        </span>
        {plan.approved !== null && readable(plan.approved, line.baseUnitName).word ? (
          <span className="secondary">= {say.quantity(plan.approved, line.baseUnitName)}</span>
        ) : null}
        <span className="line-plan-approved">
          <label htmlFor={approvedId}>{t('line.approved')}</label>
          <QuantityInput
            id={approvedId}
            value={plan.approved}
            faulty={plan.approved === null}
            unit={say.text(line.baseUnitName)}
            onChange={(value) => onChange(withApproved(plan, value))}
          />
        </span>
      </header>
      {plan.approved === null ? <p className="error">{t('line.unknown')}</p> : null}
      <ul className="sources">
        {shown.map((option) => (
          <SourceRow key={option.sourceId} option={option} plan={plan} onChange={onChange} />
        ))}
      </ul>
      {missingOf(plan) > 0 ? (
        <ReserveHint item={line.item} need={{ id: need.id, number: need.number, missing: missingOf(plan) }} />
      ) : null}
      {plan.options.length === 0 ? <p className="secondary">{t('source.none')}</p> : null}
      <div className="line-plan-foot">
        {hidden > 0 ? (
          <Button size="small" onClick={() => setAll(true)}>
            {t('source.more', { count: hidden })}
          </Button>
        ) : null}
        <OtherSources plan={plan} onChange={onChange} />
        {plannedOf(plan) > 0 ? (
          <Button size="small" onClick={() => onChange(cleared(plan))}>
            {t('source.refuse')}
          </Button>
        ) : plannedOf(proposed) > 0 ? (
          <Button size="small" onClick={() => onChange(proposed)}>
            {t('source.propose')}
          </Button>
        ) : null}
        <Cover plan={plan} />
      </div>
    </section>
  );
}

function SourceRow({
  option,
  plan,
  onChange,
}: {
  option: SourceOption;
  plan: LinePlan;
  onChange: CardProps['onChange'];
}) {
  const { t } = useTranslation('needs-dispatch');
  const say = useSay();
  return (
    <li className={option.quantity > 0 ? 'source source-used' : 'source'}>
      <span className="source-text">
        <strong>{option.supplierName}</strong>
        <span className="secondary">
          {option.reason ?? t('source.available', { quantity: say.quantity(option.available, plan.line.baseUnitName) })}
        </span>
      </span>
      <QuantityInput
        label={t('source.use', { name: option.supplierName })}
        max={option.available}
        value={option.quantity}
        unit={say.text(plan.line.baseUnitName)}
        onChange={(value) => onChange(withQuantity(plan, option.sourceId, value ?? 0))}
      />
    </li>
  );
}

/** All sources that hold the item, for what the suggestion left out. */
function OtherSources({ plan, onChange }: Pick<CardProps, 'plan' | 'onChange'>) {
  const { t } = useTranslation('needs-dispatch');
  const say = useSay();
  const [open, setOpen] = useState(false);
  const { item, itemName } = plan.line;
  const sources = useQuery({
    queryKey: queryKeys.sourcesOf(item),
    queryFn: () => api.supply.listSources({ item, limit: 200 }),
    enabled: open,
  });
  const listed = new Set(plan.options.map(({ sourceId }) => sourceId));
  const others = sources.data?.rows.filter((source) => freeOf(source) > 0 && !listed.has(source.id)) ?? [];
  return (
    <Select
      className="other-sources"
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('source.other-label', { item: say.text(itemName) })}
      placeholder={t('source.others')}
      loading={sources.isFetching}
      value={null}
      onOpenChange={(next) => next && setOpen(true)}
      onChange={(id: string | null) => {
        const source = others.find((other) => other.id === id);
        if (source) onChange(withSource(plan, source));
      }}
      options={others.map((source) => ({
        value: source.id,
        label: `${source.organisationName} · ${say.quantity(freeOf(source), source.baseUnitName)}`,
      }))}
    />
  );
}

function Cover({ plan }: { plan: LinePlan }) {
  const { t } = useTranslation('needs-dispatch');
  const say = useSay();
  if (plan.open === null) return null;
  const amount = (quantity: number) => say.quantity(quantity, plan.line.baseUnitName);
  const planned = plannedOf(plan);
  if (planned > plan.open) return <p className="error">{t('line.too-much', { over: amount(planned - plan.open) })}</p>;
  if (plan.open === 0) return <p className="line-plan-full">{t('line.done')}</p>;
  const missing = missingOf(plan);
  if (missing > 0) {
    return (
      <p className="line-plan-short">{t('line.covered', { planned: amount(planned), missing: amount(missing) })}</p>
    );
  }
  return <p className="line-plan-full">{t('line.full', { planned: amount(planned) })}</p>;
}

function cleared(plan: LinePlan): LinePlan {
  return { ...plan, options: plan.options.map((option) => ({ ...option, quantity: 0 })) };
}
