import type { Need } from '@baogong/contract';
import type { NeedAction } from '@baogong/contract/life';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Button, Card } from '../../shared/plain/plain.tsx';
import { missingOf } from '../standing.ts';
import { CloseSheet } from './close-sheet.tsx';
import { ReasonSheet } from './reason-sheet.tsx';
import { blockOf, useAct } from './use-act.ts';
import { WaiveSheet } from './waive-sheet.tsx';

/** What one may do besides confirming, in the order in which it is wanted. */
const offered = ['comment', 'waive', 'close', 'withdraw', 'reopen'] as const satisfies readonly NeedAction[];
type Offered = (typeof offered)[number];

/** The other things that the life of the need allows here; those that this person cannot do say why. */
export function OtherActions({ need }: { need: Need }) {
  const { t } = useTranslation('phone-need');
  const act = useAct(need);
  const [open, setOpen] = useState<Offered | null>(null);
  const shown = offered.filter((action) => blockOf(need, action) !== undefined);
  const nothingMissing = need.lines.every((line) => missingOf(line) === 0);
  if (shown.length === 0) return null;
  const sheet = (action: Offered) => ({
    title: t(`do.${action}`),
    open: open === action,
    onClose: () => setOpen(null),
  });
  return (
    <Card title={t('do.title')}>
      <div className="other-actions">
        {shown.map((action) => (
          <div key={action}>
            <Button
              className="button-wide"
              kind={action === 'withdraw' ? 'danger' : 'quiet'}
              blocked={blockOf(need, action) ?? (action === 'waive' && nothingMissing ? t('waive.nothing') : null)}
              onClick={() => setOpen(action)}
            >
              {t(`do.${action}`)}
            </Button>
          </div>
        ))}
      </div>
      <ReasonSheet
        {...sheet('comment')}
        reasons={[t('say.hurry'), t('say.call')]}
        onGive={(text) =>
          act('comment', { text }, ({ commandId, id }) => api.needs.commentNeed({ commandId, id, text }))
        }
      />
      <ReasonSheet
        {...sheet('withdraw')}
        reasons={[t('reason.not-needed'), t('reason.mistake'), t('reason.met-elsewhere')]}
        onGive={(reason) => act('withdraw', { reason }, api.needs.withdrawNeed)}
      />
      <ReasonSheet
        {...sheet('reopen')}
        reasons={[t('reason.not-enough'), t('reason.broken-later')]}
        onGive={(reason) => act('reopen', { reason }, api.needs.reopenNeed)}
      />
      <WaiveSheet need={need} {...sheet('waive')} />
      <CloseSheet need={need} {...sheet('close')} />
    </Card>
  );
}
