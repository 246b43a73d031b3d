import type { Making, ProductionLine } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Chip } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import type { Edited } from './maker.tsx';

type CardProps = {
  line: ProductionLine;
  makings: readonly Making[];
  onEdit: (() => void) | null;
  onMake: ((item: Edited['item']) => void) | null;
};

const looks = {
  running: { tone: 'good', icon: 'play' },
  starting: { tone: 'warning', icon: 'clock' },
  stopped: { tone: 'quiet', icon: 'slash' },
} as const;

/** One line: product, capacity of a shift, ramp, and what else it can make. */
export function LineCard({ line, makings, onEdit, onMake }: CardProps) {
  const { t } = useTranslation('supply-maker');
  const say = useSay();
  const amount = (quantity: number) => say.quantity(quantity, line.baseUnitName);
  const { hours, shares } = line.ramp;
  const ramp = hours === 0 ? t('line.ramp-none') : t('line.ramp', { hours });
  const full = shares.length > 0 ? t('line.full', { hours: shares.length }) : '';
  return (
    <li className="maker-line">
      <h3>
        <span>
          {line.name} <span className="hint">{say.text(line.itemName)}</span>
        </span>
        <Chip {...looks[line.state]}>{t(`state.${line.state}`, { share: line.share })}</Chip>
      </h3>
      <p className="numbers">
        {t('line.capacity', { quantity: amount(line.capacity), day: amount(line.capacity * 3) })}
      </p>
      <p className="hint">{[ramp, full].filter(Boolean).join(say.locale === 'zh' ? '\uff0c' : ', ')}</p>
      {makings.length > 0 ? (
        <p>
          {t('line.can')}: {say.list(makings.map(({ itemName }) => say.text(itemName)))}
        </p>
      ) : (
        <Unstated line={line} />
      )}
      <div className="entries-row">
        {onEdit ? (
          <Button size="small" aria-label={t('making.edit', { name: line.name })} onClick={onEdit}>
            {t('making.edit.short')}
          </Button>
        ) : null}
        {onMake ? (
          <Button
            size="small"
            aria-label={`${t('making.add')} ${line.name}`}
            onClick={() => onMake({ code: line.item, name: line.itemName })}
          >
            {t('making.add')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

/** A line whose product must fit something, and that has not said what fits. */
function Unstated({ line }: { line: ProductionLine }) {
  const { t } = useTranslation('supply-maker');
  const item = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', line.item],
    queryFn: () => api.catalogue.getItem({ code: line.item }),
    staleTime: 300_000,
  });
  if (!item.data || item.data.parameters.length === 0) return null;
  return (
    <p>
      <Chip tone="warning" icon="alert">
        {t('line.says-nothing')}
      </Chip>
    </p>
  );
}
