import type { Release } from '@baogong/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';

type Step = Release['actions'][number]['action'];
type BackProps = { release: Release; step: Step };

const toasts = { withdraw: 'withdrawn.toast', 'take-back': 'taken-back.toast' } as const;

/** Who asked withdraws the request, who approves takes the approval back; nothing where neither is the reader’s to do. */
export function BackButton({ release, step }: BackProps) {
  const { t } = useTranslation('supply-releases');
  const say = useSay();
  const [open, setOpen] = useState(false);
  const offer = release.actions.find(({ action }) => action === step);
  if (!offer) return null;
  return (
    <>
      <Button
        size={step === 'take-back' ? 'small' : 'middle'}
        disabled={offer.blocked !== null}
        title={offer.blocked ?? undefined}
        aria-label={`${t(step)} ${say.text(release.itemName)}`}
        onClick={() => setOpen(true)}
      >
        {t(step)}
      </Button>
      {offer.blocked ? <div className="hint">{t('take-back.used')}</div> : null}
      {open ? <BackDialog release={release} step={step} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function BackDialog({ release, step, onClose }: BackProps & { onClose: () => void }) {
  const { t } = useTranslation('supply-releases');
  const say = useSay();
  const [reason, setReason] = useState('');
  const { id, version, itemName, granted, quantity, baseUnitName } = release;
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, said: string) =>
      step === 'withdraw'
        ? api.releases.withdrawRelease({ commandId, id, version, reason: said || null })
        : api.releases.takeBackRelease({ commandId, id, version, reason: said }),
    stale: [queryKeys.supply],
    done: () => {
      showToast({ text: t(toasts[step]) });
      onClose();
    },
  });
  const amount = say.quantity(granted ?? quantity, baseUnitName);
  return (
    <FormDialog
      title={t(`title.${step}`, { item: say.text(itemName), quantity: amount })}
      confirm={t(step)}
      busy={busy}
      problem={problem}
      onConfirm={() => save(reason.trim())}
      onClose={onClose}
    >
      <Entry label={t(`reason.${step}`)} error={faultAt('reason')} optional={step === 'withdraw'}>
        <Input.TextArea
          maxLength={2000}
          autoSize={{ minRows: 2 }}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Entry>
    </FormDialog>
  );
}
