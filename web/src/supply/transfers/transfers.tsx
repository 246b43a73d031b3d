import type { Transfer } from '@baogong/contract';
import { Link, useSearch } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ItemChoice, ItemSelect } from '../../catalogue/item-select.tsx';
import { type Choice, OrganisationSelect } from '../../directory/choose.tsx';
import { paths } from '../../paths.ts';
import { api } from '../../shared/api.ts';
import { PagedTable } from '../../shared/desk/paged-table.tsx';
import { usePages } from '../../shared/desk/use-pages.ts';
import { Empty } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { usePlaceName } from '../../stock/ledger/place-name.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { CorrectDialog } from './correct-dialog.tsx';
import { ReleaseDialog } from './release-dialog.tsx';
import { SendDialog } from './send-dialog.tsx';
import { Loads } from './loads.tsx';
import { blockOf, LineFigures, TransferStatus } from './status-chip.tsx';
import '../../shared/desk/entry.css';
import '../../stock/ledger/ledger.css';

const directions = ['all', 'in', 'out'] as const;
const states = ['open', 'under-way', 'ended'] as const;
const dialogs = { send: SendDialog, confirm: ConfirmDialog, release: ReleaseDialog, correct: CorrectDialog } as const;
type Step = keyof typeof dialogs;

/** Transfers between organisations: in, out, under way; each with the steps of its two sides. `?id=` shows one. */
export function Screen() {
  const { t } = useTranslation('supply-transfers');
  const { id }: { id?: string } = useSearch({ strict: false });
  const [direction, setDirection] = useState<(typeof directions)[number]>('all');
  const [state, setState] = useState<(typeof states)[number]>('open');
  const [item, setItem] = useState<ItemChoice | null>(null);
  const [organisation, setOrganisation] = useState<Choice | null>(null);
  const wanted = id
    ? { id }
    : {
        direction: direction === 'all' ? undefined : direction,
        state,
        item: item?.code,
        organisation: organisation?.id,
      };
  return (
    <div className="page-wide">
      <header className="desk-head">
        <h1>{t('title')}</h1>
        <Link to={paths.goods}>{t('back')}</Link>
      </header>
      <p className="secondary">
        {t('lead')} {t('how')}
      </p>
      <search className="filters">
        <Segmented
          aria-label={t('filter.direction')}
          value={direction}
          onChange={setDirection}
          options={directions.map((value) => ({ value, label: t(`direction.${value}`) }))}
        />
        <Segmented
          aria-label={t('filter.state')}
          value={state}
          onChange={setState}
          options={states.map((value) => ({ value, label: t(`state.${value}`) }))}
        />
        <ItemSelect aria-label={t('filter.item')} clearable value={item} onChange={setItem} />
        <OrganisationSelect
          aria-label={t('filter.organisation')}
          clearable
          value={organisation}
          onChange={setOrganisation}
        />
      </search>
      <TransferTable wanted={wanted} />
    </div>
  );
}

function TransferTable({ wanted }: { wanted: object }) {
  const { t } = useTranslation('supply-transfers');
  const [doing, setDoing] = useState<{ transfer: Transfer; step: Step } | null>(null);
  const pages = usePages([...queryKeys.transfers, 'list', wanted], (after) =>
    api.transfers.listTransfers({ ...wanted, after, limit: 50 }),
  );
  const Dialog = doing ? dialogs[doing.step] : null;
  return (
    <>
      <PagedTable<Transfer>
        pages={pages}
        rowKey="id"
        minWidth={1040}
        name={t('title')}
        empty={<Empty icon="truck" title={t('empty')} />}
        columns={[
          { title: t('column.what'), width: 230, render: (_, row) => <What row={row} /> },
          { title: t('column.sides'), render: (_, row) => <Sides row={row} /> },
          { title: t('column.figures'), width: 230, render: (_, row) => <Figures row={row} /> },
          { title: t('column.status'), width: 190, render: (_, row) => <Standing row={row} /> },
          {
            title: t('column.action'),
            width: 230,
            render: (_, row) => <Actions row={row} onDo={(step) => setDoing({ transfer: row, step })} />,
          },
        ]}
      />
      {Dialog && doing ? <Dialog transfer={doing.transfer} onClose={() => setDoing(null)} /> : null}
    </>
  );
}

function What({ row }: { row: Transfer }) {
  const { t } = useTranslation('supply-transfers');
  const { text } = useSay();
  return (
    <>
      <strong className="numbers">{row.number}</strong>
      {row.lines.map((line) => (
        <div key={line.id}>
          {text(line.itemName)}
          {line.lot ? <span className="hint"> · {t('lot', { number: line.lot.number })}</span> : null}
        </div>
      ))}
    </>
  );
}

function Sides({ row }: { row: Transfer }) {
  const { t } = useTranslation('supply-transfers');
  const say = useSay();
  const now = useNow(60_000);
  const placeName = usePlaceName();
  return (
    <>
      {placeName(row.from)} → {row.to.name}
      <div className="hint">
        {t('made-by', { name: row.madeBy, time: say.moment(row.madeAt, now) })}
        {row.note ? ` · ${row.note}` : ''}
        {row.vehicle ? ` · ${row.vehicle}` : ''}
      </div>
    </>
  );
}

function Figures({ row }: { row: Transfer }) {
  return row.lines.map((line) => (
    <div key={line.id} className="numbers">
      <LineFigures line={line} />
    </div>
  ));
}

function Standing({ row }: { row: Transfer }) {
  const { t } = useTranslation('supply-transfers');
  const say = useSay();
  const now = useNow();
  const time = say.moment(row.expiresAt, now);
  return (
    <>
      <TransferStatus status={row.status} />
      {row.lines.some(({ held }) => held > 0) ? (
        <div className="hint">{t('held-until', { time, left: say.left(row.expiresAt, now) })}</div>
      ) : null}
      <Loads transfer={row} now={now} small />
    </>
  );
}

function Actions({ row, onDo }: { row: Transfer; onDo: (step: Step) => void }) {
  const { t } = useTranslation('supply-transfers');
  const steps = (Object.keys(dialogs) as Step[]).filter((step) => blockOf(row, step) !== undefined);
  return (
    <div className="holding-actions">
      {steps.map((step) => {
        const blocked = blockOf(row, step);
        return (
          <Button
            key={step}
            size="small"
            disabled={blocked !== null}
            title={blocked ?? undefined}
            onClick={() => onDo(step)}
          >
            {t(step)}
          </Button>
        );
      })}
      {row.lines.some(({ sent }) => sent > 0) ? (
        <Link to={paths.trace} search={{ transfer: row.id }}>
          {t('trace')}
        </Link>
      ) : null}
    </div>
  );
}
