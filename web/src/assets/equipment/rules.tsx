import type { ReorderRule } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, InputNumber, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemSelect, type ItemChoice } from '../../catalogue/item-select.tsx';
import { OrganisationSelect, type Choice } from '../../directory/choose.tsx';
import { needPath } from '../../paths.ts';
import { ScrollAcross } from '../../shared/desk/scroll-across.tsx';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { Card, Chip } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { holdsRight, useMe } from '../../shared/session.ts';
import { useSay } from '../../shared/use-say.ts';

/** What is ordered by itself when a site has less than so many. */
export function Rules() {
  const { t } = useTranslation(['assets-equipment', 'assets']);
  const say = useSay();
  const { me } = useMe();
  const [adding, setAdding] = useState(false);
  const rules = useQuery({
    queryKey: [...queryKeys.assets, 'rules'],
    queryFn: () => api.community.listReorderRules({}),
  });
  const may = Boolean(me && holdsRight(me, 'assets.reorder'));
  return (
    <Card
      title={t('rules.title')}
      actions={may ? <Button onClick={() => setAdding(true)}>{t('rules.add')}</Button> : null}
    >
      {rules.data?.length === 0 ? <p className="secondary">{t('rules.none')}</p> : null}
      {rules.data && rules.data.length > 0 ? (
        <ScrollAcross name={t('rules.title')} minWidth={1000}>
          <Table
            size="small"
            rowKey="id"
            dataSource={rules.data}
            pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false, placement: ['bottomStart'] }}
            columns={[
              { title: t('assets:column.place'), width: 200, render: (_, rule) => rule.organisation.name },
              { title: t('assets:column.item'), render: (_, rule) => say.text(rule.itemName) },
              { title: t('rules.have'), width: 110, render: (_, rule) => say.quantity(rule.have, rule.unit) },
              { title: t('rules.below'), width: 110, render: (_, rule) => say.quantity(rule.threshold, rule.unit) },
              { title: t('rules.order'), width: 110, render: (_, rule) => say.quantity(rule.quantity, rule.unit) },
              { title: t('assets:column.state'), width: 190, render: (_, rule) => <RuleState rule={rule} /> },
              { title: '', width: 90, render: (_, rule) => (may ? <OnOff rule={rule} /> : null) },
            ]}
          />
        </ScrollAcross>
      ) : null}
      {adding ? <RuleDialog onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

function RuleState({ rule }: { rule: ReorderRule }) {
  const { t } = useTranslation(['assets-equipment', 'assets']);
  if (!rule.active) return <Chip icon="minus">{t('rules.off')}</Chip>;
  if (rule.needId)
    return (
      <Link to={needPath(rule.needId)}>
        <Chip tone="warning" icon="alert">
          {t('rules.raised')}
        </Chip>
      </Link>
    );
  if (rule.raisedAt)
    return (
      <Chip tone="warning" icon="clock">
        {t('rules.waiting')}
      </Chip>
    );
  return (
    <Chip tone="good" icon="check">
      {t('rules.fine')}
    </Chip>
  );
}

function OnOff({ rule }: { rule: ReorderRule }) {
  const { t } = useTranslation(['assets-equipment', 'assets']);
  const { save, busy } = useSave({
    run: (commandId, active: boolean) =>
      api.community.reviseReorderRule({ commandId, id: rule.id, version: rule.version, active }),
    stale: [queryKeys.assets],
  });
  return (
    <Button size="small" loading={busy} onClick={() => save(!rule.active)}>
      {t(rule.active ? 'rules.stop' : 'rules.start')}
    </Button>
  );
}

function RuleDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['assets-equipment', 'assets']);
  const [site, setSite] = useState<Choice | null>(null);
  const [item, setItem] = useState<ItemChoice | null>(null);
  const [supplier, setSupplier] = useState<Choice | null>(null);
  const [threshold, setThreshold] = useState<number | null>(3);
  const [quantity, setQuantity] = useState<number | null>(10);
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, body: Omit<Parameters<typeof api.community.createReorderRule>[0], 'commandId'>) =>
      api.community.createReorderRule({ ...body, commandId }),
    stale: [queryKeys.assets],
    done: onClose,
  });
  const body = {
    organisationId: site?.id ?? '',
    item: item?.code ?? '',
    threshold: threshold ?? 0,
    quantity: quantity ?? 0,
    supplierId: supplier?.id ?? null,
  };
  return (
    <FormDialog title={t('rules.add')} busy={busy} problem={problem} onConfirm={() => save(body)} onClose={onClose}>
      <div className="entries-two">
        <Entry label={t('assets:column.place')} error={faultAt('organisationId')}>
          <OrganisationSelect asks value={site} onChange={setSite} />
        </Entry>
        <Entry label={t('assets:column.item')} error={faultAt('item')}>
          <ItemSelect value={item} onChange={setItem} />
        </Entry>
        <Entry label={t('rules.below')} error={faultAt('threshold')}>
          <InputNumber min={1} precision={0} value={threshold} onChange={setThreshold} />
        </Entry>
        <Entry label={t('rules.order')} error={faultAt('quantity')}>
          <InputNumber min={1} precision={0} value={quantity} onChange={setQuantity} />
        </Entry>
        <Entry label={t('rules.supplier')} error={faultAt('supplierId')} optional>
          <OrganisationSelect asks={false} clearable value={supplier} onChange={setSupplier} />
        </Entry>
      </div>
    </FormDialog>
  );
}
