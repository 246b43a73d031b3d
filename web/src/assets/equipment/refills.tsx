import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, InputNumber, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ItemSelect, type ItemChoice } from '../../catalogue/item-select.tsx';
import { OrganisationSelect, type Choice } from '../../directory/choose.tsx';
import { ScrollAcross } from '../../shared/desk/scroll-across.tsx';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { Card } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { holdsRight, useMe } from '../../shared/session.ts';

const DAYS = 14;
/** What a bag cost in the winter of 2022, in fen. */
const USUAL_FEN = 700;

/** Oxygen bags by centre and day. */
export function Refills() {
  const { t } = useTranslation('assets-equipment');
  const { me } = useMe();
  const [adding, setAdding] = useState(false);
  const refills = useQuery({
    queryKey: [...queryKeys.assets, 'refills'],
    queryFn: () => api.community.listRefills({ days: DAYS }),
  });
  const may = me && holdsRight(me, 'assets.refill');
  return (
    <Card
      title={t('refills.title')}
      actions={may ? <Button onClick={() => setAdding(true)}>{t('refills.add')}</Button> : null}
    >
      {refills.data?.length === 0 ? <p className="secondary">{t('refills.none')}</p> : null}
      {refills.data && refills.data.length > 0 ? (
        <ScrollAcross name={t('refills.title')} minWidth={760}>
          <Table
            size="small"
            rowKey={(row) => `${row.organisation.id} ${row.day}`}
            dataSource={refills.data}
            pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false, placement: ['bottomStart'] }}
            columns={[
              { title: t('refills.day'), dataIndex: 'day', width: 120 },
              { title: t('coverage.centre'), render: (_, row) => row.organisation.name },
              { title: t('refills.bags'), dataIndex: 'bags', align: 'right', width: 80 },
              { title: t('refills.insured'), dataIndex: 'insured', align: 'right', width: 90 },
              { title: t('refills.money'), align: 'right', width: 110, render: (_, row) => (row.fen / 100).toFixed(2) },
              {
                title: t('refills.hours'),
                align: 'right',
                width: 140,
                render: (_, row) => t('refills.hours-of', { least: row.hoursLeast, most: row.hoursMost }),
              },
            ]}
          />
        </ScrollAcross>
      ) : null}
      {adding ? <RefillDialog onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

function RefillDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('assets-equipment');
  const [centre, setCentre] = useState<Choice | null>(null);
  const [bags, setBags] = useState<number | null>(1);
  const [fen, setFen] = useState(USUAL_FEN);
  const [insured, setInsured] = useState(true);
  const [cylinder, setCylinder] = useState<ItemChoice | null>(null);
  const [used, setUsed] = useState<number | null>(0);
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, body: Omit<Parameters<typeof api.community.recordRefill>[0], 'commandId'>) =>
      api.community.recordRefill({ ...body, commandId }),
    stale: [queryKeys.assets],
    done: () => {
      showToast({ text: t('saved') });
      onClose();
    },
  });
  const body = {
    organisationId: centre?.id ?? '',
    bags: bags ?? 0,
    priceFen: fen,
    insured,
    cylinderItem: cylinder?.code ?? null,
    cylindersUsed: used ?? 0,
  };
  return (
    <FormDialog title={t('refills.add')} busy={busy} problem={problem} onConfirm={() => save(body)} onClose={onClose}>
      <div className="entries-two">
        <Entry label={t('coverage.centre')} error={faultAt('organisationId')}>
          <OrganisationSelect asks value={centre} onChange={setCentre} />
        </Entry>
        <Entry label={t('refills.bags')} error={faultAt('bags')}>
          <InputNumber min={1} max={1000} precision={0} value={bags} onChange={setBags} />
        </Entry>
        <Entry label={t('refills.price')} error={faultAt('priceFen')}>
          <InputNumber
            min={0}
            max={1000}
            precision={2}
            value={fen / 100}
            onChange={(yuan) => setFen(Math.round((yuan ?? 0) * 100))}
          />
        </Entry>
        <Checkbox checked={insured} onChange={(event) => setInsured(event.target.checked)}>
          {t('refills.is-insured')}
        </Checkbox>
        <Entry label={t('refills.cylinder')} error={faultAt('cylinderItem')} optional>
          <ItemSelect clearable value={cylinder} onChange={setCylinder} />
        </Entry>
        <Entry label={t('refills.used')} error={faultAt('cylindersUsed') ?? faultAt('quantity')}>
          <InputNumber min={0} max={1000} precision={0} value={used} onChange={setUsed} />
        </Entry>
      </div>
    </FormDialog>
  );
}
