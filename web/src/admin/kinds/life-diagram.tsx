import {
  actionsIn,
  needStatuses,
  targetOf,
  type NeedAction,
  type NeedLife,
  type NeedStatusCode,
} from '@baogong/contract/life';
import { useTranslation } from 'react-i18next';
import { StatusChip } from '../../shared/plain/chips.tsx';
import { Icon } from '../../shared/plain/icon.tsx';

type Step = { action: NeedAction; from: NeedStatusCode; to: NeedStatusCode };
const mainActions: readonly NeedAction[] = ['dispatch', 'fulfil', 'close'];
const mainStatuses = ['collected', 'dispatched', 'fulfilled', 'closed'] as const;

/** The steps of a life, read from the same table as the server's check: the main way, and what else may happen. */
export function LifeDiagram({ life }: { life: NeedLife }) {
  const { t } = useTranslation(['admin-kinds', 'shared']);
  return (
    <div className="life">
      <ol className="life-steps" aria-label={t('life.steps')}>
        {mainStatuses.map((status, index) => (
          <li key={status}>
            {index > 0 ? (
              <span className="life-arrow">
                {t(`shared:action.${mainActions[index - 1]!}`)} <Icon name="arrow" size={16} />
              </span>
            ) : null}
            <StatusChip status={status} />
          </li>
        ))}
      </ol>
      <p className="hint">
        {t('life.ways')}:{' '}
        {sideSteps(life)
          .map(
            ({ action, from, to }) =>
              `${t(`shared:action.${action}`)} (${t(`shared:status.${from}`)} → ${t(`shared:status.${to}`)})`,
          )
          .join(' · ')}
      </p>
    </div>
  );
}

/** Steps that lead to another status and are not the next one of the main way. */
function sideSteps(life: NeedLife): Step[] {
  return needStatuses.flatMap((from) =>
    actionsIn(life, from).flatMap((action) => {
      const to = targetOf(life, action, from);
      return to && to !== from && !isMain(action, from) ? [{ action, from, to }] : [];
    }),
  );
}

function isMain(action: NeedAction, from: NeedStatusCode): boolean {
  return mainActions.indexOf(action) === mainStatuses.findIndex((status) => status === from);
}
