import type { Need } from '@baogong/contract';
import type { NeedAction } from '@baogong/contract/life';
import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../shared/session.ts';
import { useDirectly } from './directly.ts';
import { hasDialog } from './decision-dialog.tsx';

/** Order on screen; `key` is the triage queue's key for it. The first that is possible is the main button. */
const shownActions: readonly { action: NeedAction; key?: string }[] = [
  { action: 'dispatch', key: 'D' },
  { action: 'add-sources', key: 'D' },
  { action: 'fulfil' },
  { action: 'close' },
  { action: 'claim', key: 'A' },
  { action: 'release', key: 'A' },
  { action: 'prioritise', key: 'P' },
  { action: 'merge', key: 'M' },
  { action: 'return', key: 'R' },
  { action: 'dispute' },
  { action: 'waive' },
  { action: 'revise' },
  { action: 'withdraw' },
  { action: 'reopen' },
];

type BarProps = { need: Need; withKeys?: boolean; onDialog: (action: NeedAction) => void };

/** What may be done with the need. A blocked action stays in reach of the keyboard and says why. */
export function ActionBar({ need, withKeys, onDialog }: BarProps) {
  const { t } = useTranslation('shared');
  const directly = useDirectly();
  const { me } = useMe();
  // Whoever holds the claim can give it back; claiming again or releasing nothing would be noise.
  const idle = need.claimedBy?.personId && need.claimedBy.personId === me?.personId ? 'claim' : 'release';
  const offers = shownActions.flatMap(({ action, key }) => {
    const offer = need.actions.find((candidate) => candidate.action === action);
    return offer && action !== idle ? [{ ...offer, action, key }] : [];
  });
  const main = offers.find(({ blocked }) => blocked === null)?.action;
  const act = (action: NeedAction) => (hasDialog(action) ? onDialog(action) : directly(need, action));
  return (
    <div className="actions">
      {offers.map(({ action, key, blocked }) =>
        blocked === null ? (
          <Button key={action} type={action === main ? 'primary' : 'default'} onClick={() => act(action)}>
            {t(`action.${action}`)}
            {withKeys && key ? <kbd aria-hidden="true">{key}</kbd> : null}
          </Button>
        ) : (
          <Tooltip key={action} title={blocked} trigger={['hover', 'focus']}>
            <Button aria-disabled className="action-blocked" aria-description={blocked}>
              {t(`action.${action}`)}
            </Button>
          </Tooltip>
        ),
      )}
    </div>
  );
}
