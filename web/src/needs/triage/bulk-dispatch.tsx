import type { NeedSummary, Suggestion } from '@baogong/contract';
import { useQueries } from '@tanstack/react-query';
import { Modal, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import { useHeadline } from '../headline.ts';
import { useDecideMany } from '../decide/decide.ts';
import { commandOf, faultOf, missingOf, planOf, plannedOf, type LinePlan } from '../dispatch/dispatch-plan.ts';

type Skip = 'bulk.skip-status' | 'bulk.skip-unknown' | 'bulk.skip-none';
type Row = { need: NeedSummary; plans: LinePlan[]; skip: Skip | null };
type BulkProps = { needs: NeedSummary[]; onClose: () => void; onDone: () => void };

/** Look before dispatching many: which goes out from where, what stays short, which are skipped and why. */
export function BulkDispatch({ needs, onClose, onDone }: BulkProps) {
  const { t } = useTranslation(['needs-triage', 'shared']);
  const [busy, setBusy] = useState(false);
  const decideMany = useDecideMany();
  const headlineOf = useHeadline();
  const suggestions = useQueries({
    queries: needs.map(({ id }) => ({
      queryKey: queryKeys.suggestion(id),
      queryFn: () => api.needs.suggestSources({ id }),
    })),
  });
  const loading = suggestions.some(({ isPending }) => isPending);
  const rows = needs.map((need, index) => rowOf(need, suggestions[index]?.data ?? []));
  const going = rows.filter(({ skip }) => skip === null);
  async function confirm(): Promise<void> {
    setBusy(true);
    await decideMany(
      going.map(({ need, plans }) => ({
        need,
        action: 'dispatch',
        run: (base) => api.needs.dispatchNeed({ ...base, ...commandOf(plans) }),
        guess: { status: 'dispatched' },
      })),
    );
    onClose();
    onDone();
  }
  return (
    <Modal
      open
      width={820}
      title={t('bulk.title')}
      okText={t('bulk.confirm', { count: going.length })}
      cancelText={t('shared:common.cancel')}
      okButtonProps={{ disabled: loading || going.length === 0 }}
      confirmLoading={busy}
      onOk={() => void confirm()}
      onCancel={onClose}
    >
      <p className="secondary">{t('bulk.lead')}</p>
      <Table
        size="small"
        rowKey={(row) => row.need.id}
        loading={loading}
        dataSource={rows}
        pagination={false}
        scroll={{ y: 420 }}
        columns={[
          {
            title: t('bulk.need'),
            width: 300,
            render: (_, { need }) => `${need.organisationName} · ${headlineOf(need)}`,
          },
          { title: t('bulk.plan'), render: (_, row) => <PlanText row={row} /> },
        ]}
      />
    </Modal>
  );
}

function PlanText({ row }: { row: Row }) {
  const { t } = useTranslation('needs-triage');
  const say = useSay();
  if (row.skip) return <em>{t(row.skip)}</em>;
  return row.plans.map((plan) => (
    <div key={plan.line.id}>
      {plan.options
        .filter(({ quantity }) => quantity > 0)
        .map(({ supplierName, quantity }) => `${supplierName} ${say.quantity(quantity, plan.line.baseUnitName)}`)
        .join(' + ')}
      {missingOf(plan) > 0 ? (
        <span className="line-plan-short">
          {' '}
          {t('detail.missing', { rest: say.quantity(missingOf(plan), plan.line.baseUnitName) })}
        </span>
      ) : null}
    </div>
  ));
}

function rowOf(need: NeedSummary, suggestions: readonly Suggestion[]): Row {
  const plans = planOf(need, suggestions);
  return { need, plans, skip: skipOf(need, plans) };
}

function skipOf(need: NeedSummary, plans: readonly LinePlan[]): Skip | null {
  if (need.status !== 'collected') return 'bulk.skip-status';
  if (faultOf(plans)) return 'bulk.skip-unknown';
  return plans.some((plan) => plannedOf(plan) > 0) ? null : 'bulk.skip-none';
}
