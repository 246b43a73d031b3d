import type { Need } from '@baogong/contract';
import type { NeedAction } from '@baogong/contract/life';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/plain/plain.tsx';
import { ActionBar } from '../decide/action-bar.tsx';
import { useDecide } from '../decide/decide.ts';

/** What may be done now, and what may not with its reason in words. */
export function ActionsCard({ need, onDialog }: { need: Need; onDialog: (action: NeedAction) => void }) {
  const { t } = useTranslation(['needs-page', 'shared']);
  const decide = useDecide();
  const possible = need.actions.filter(({ blocked }) => blocked === null);
  const blocked = need.actions.filter((offer) => offer.blocked !== null);
  const undoable = possible.some(({ action }) => action === 'undo');
  return (
    <Card title={t('actions.title')}>
      <ActionBar need={{ ...need, actions: possible }} onDialog={onDialog} />
      {undoable ? (
        <Button
          type="link"
          onClick={() => void decide({ need, action: 'claim', run: (base) => api.needs.undoDecision(base) })}
        >
          {t('actions.undo')}
        </Button>
      ) : null}
      {blocked.length > 0 ? (
        <details className="blocked-list">
          <summary>
            {t('actions.blocked')} ({blocked.length})
          </summary>
          <ul>
            {blocked.map((offer) => (
              <li key={offer.action}>
                <strong>{t(`shared:action.${offer.action}`)}</strong> — {offer.blocked}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Card>
  );
}
