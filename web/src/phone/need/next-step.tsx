import type { Need } from '@baogong/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Button } from '../../shared/plain/plain.tsx';
import { ReasonSheet } from './reason-sheet.tsx';
import { blockOf, useAct } from './use-act.ts';

/** The one thing that the receiver is asked for now: is it there, and in place? One tap says yes. */
export function NextStep({ need }: { need: Need }) {
  const { t } = useTranslation('phone-need');
  const act = useAct(need);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [disputing, setDisputing] = useState(false);
  if (!isAsked(need)) return null;
  const word = need.life === 'supply' ? 'goods' : 'service';
  const ready = need.status === 'fulfilled';

  async function confirm(): Promise<void> {
    setBusy(true);
    setFailure(await act('close', { receipt: { inPlace: true as const } }, api.needs.closeNeed));
    setBusy(false);
  }

  return (
    <section className={ready ? 'card next next-ready' : 'card next'}>
      <h2>{t(ready ? `next.${word}` : `early.${word}`)}</h2>
      {failure ? (
        <p className="error" role="alert">
          {failure}
        </p>
      ) : null}
      <Button
        kind={ready ? 'main' : 'quiet'}
        icon="check"
        className="button-wide"
        busy={busy}
        blocked={blockOf(need, 'close')}
        onClick={() => void confirm()}
      >
        {t(`confirm.${word}`)}
      </Button>
      {blockOf(need, 'dispute') === undefined ? null : (
        <Button
          kind="danger"
          icon="alert"
          className="button-wide"
          blocked={blockOf(need, 'dispute')}
          onClick={() => setDisputing(true)}
        >
          {t(`dispute.${word}`)}
        </Button>
      )}
      <ReasonSheet
        title={t(`dispute.${word}`)}
        open={disputing}
        reasons={[t('reason.incomplete'), t('reason.wrong-place'), t('reason.broken'), t('reason.nothing-came')]}
        onClose={() => setDisputing(false)}
        onGive={(reason) => act('dispute', { reason }, api.needs.disputeNeed)}
      />
    </section>
  );
}

/** Where a receipt can close the need: done, on its way to be, or (a call) solved where it was taken. */
function isAsked(need: Need): boolean {
  if (blockOf(need, 'close') === undefined) return false;
  return need.status === 'fulfilled' || need.status === 'dispatched' || need.life === 'direct';
}
