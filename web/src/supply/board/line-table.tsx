import type { PictureItem, PictureLine, ProductionLine } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { makerPath } from '../../paths.ts';
import { api } from '../../shared/api.ts';
import { ScrollAcross } from '../../shared/desk/scroll-across.tsx';
import { Chip } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMay } from '../../shared/session.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { rounded } from './item-list.tsx';
import { LineDialog } from './line-dialog.tsx';

type TableProps = { item: PictureItem; lines: readonly PictureLine[]; isFrozen: boolean };

/** The lines that make the item: state and ramp, capacity, plan against actual, stock; "not reported" where nobody did. */
export function LineTable({ item, lines, isFrozen }: TableProps) {
  const { t } = useTranslation('supply-board');
  const [edited, setEdited] = useState<string | null>(null);
  if (lines.length === 0) return <p className="hint">{t('lines.none')}</p>;
  return (
    <>
      <h3>{t('lines')}</h3>
      <ScrollAcross name={t('lines')}>
        <table className="board-lines">
          <thead>
            <tr>
              <th scope="col">{t('column.line')}</th>
              <th scope="col">{t('column.state')}</th>
              <th scope="col">{t('column.capacity')}</th>
              <th scope="col">{t('column.actual')}</th>
              <th scope="col">{t('column.planned')}</th>
              <th scope="col">{t('column.stock')}</th>
              <th scope="col">
                <span className="unseen">{t('column.edit')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <LineRow key={line.lineId} line={line} item={item} onEdit={isFrozen ? null : setEdited} />
            ))}
          </tbody>
        </table>
      </ScrollAcross>
      {edited ? <EditLine id={edited} item={item.item} onClose={() => setEdited(null)} /> : null}
    </>
  );
}

type RowProps = { line: PictureLine; item: PictureItem; onEdit: ((id: string) => void) | null };

function LineRow({ line, item, onEdit }: RowProps) {
  const { t } = useTranslation('supply-board');
  const say = useSay();
  const now = useNow();
  const may = useMay();
  const unit = item.baseUnitName;
  const text = (quantity: number | null) =>
    quantity === null ? t('not-said') : say.quantity(rounded(quantity, unit), unit);
  const mayEdit = onEdit && may('supply.write', { organisationId: line.organisationId, areaCode: line.areaCode });
  return (
    <tr>
      <th scope="row">
        {line.name}
        <Link className="hint" to={makerPath(line.organisationId)}>
          {line.organisationName}
        </Link>
      </th>
      <td>
        <State line={line} />
      </td>
      <td className="numbers">{t('per-shift', { quantity: say.quantity(line.capacity, unit) })}</td>
      {line.reported ? (
        <>
          <td className="numbers">
            {text(line.actual)}
            {line.actual !== null && line.plannedBefore ? (
              <span className="hint">{t('kept', { share: Math.round((line.actual / line.plannedBefore) * 100) })}</span>
            ) : null}
          </td>
          <td className="numbers">{text(line.planned)}</td>
          <td className="numbers">
            {text(line.stock)}
            {line.reportedAt ? <span className="hint">{say.moment(line.reportedAt, now)}</span> : null}
          </td>
        </>
      ) : (
        <td colSpan={3}>
          <Chip tone={line.state === 'stopped' ? 'quiet' : 'warning'} icon="clock">
            {t(line.state === 'stopped' ? 'owes-nothing' : 'not-reported')}
          </Chip>
        </td>
      )}
      <td>
        {mayEdit ? (
          <Button size="small" aria-label={t('line.edit', { name: line.name })} onClick={() => onEdit(line.lineId)}>
            {t('line.edit.short')}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function State({ line }: { line: PictureLine }) {
  const { t } = useTranslation('supply-board');
  const say = useSay();
  const now = useNow();
  if (line.state === 'running') return <>{t('state.running')}</>;
  if (line.state === 'stopped') return <span className="hint">{t('state.stopped')}</span>;
  return (
    <>
      <span className="board-ramp" aria-hidden="true">
        <span style={{ width: `${line.share}%` }} />
      </span>
      {t('state.starting', { share: line.share, time: line.fullAt ? say.moment(line.fullAt, now) : '' })}
    </>
  );
}

/** Reads the line as it is now, then opens the form on it. */
function EditLine({ id, item, onClose }: { id: string; item: string; onClose: () => void }) {
  const lines = useQuery({
    queryKey: [...queryKeys.supply, 'lines', item],
    queryFn: () => api.production.listLines({ item, limit: 200 }),
  });
  const line: ProductionLine | undefined = lines.data?.rows.find((each) => each.id === id);
  return line ? <LineDialog line={line} onClose={onClose} /> : null;
}
