import type { Need } from '@baogong/contract';
import type { NeedAction, NeedStatusCode } from '@baogong/contract/life';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import type { DecisionBase } from './decide.ts';
import { DecisionFrame, useDialogDecision, type DialogProps } from './dialog.tsx';

type ReasonRow = {
  run: (base: DecisionBase, words: string) => Promise<Need>;
  leadsTo: NeedStatusCode;
  /** Reasons given most often: one press instead of typing. */
  quick: readonly QuickReason[];
  optional?: true;
};
type QuickReason = 'wrong-area' | 'no-stock' | 'unclear' | 'not-arrived' | 'wrong-goods' | 'met' | 'mistake' | 'again';

/** Decisions that need nothing but words. */
const reasonActions = {
  return: {
    run: (base, reason) => api.needs.returnNeed({ ...base, reason }),
    leadsTo: 'collected',
    quick: ['wrong-area', 'no-stock', 'unclear'],
  },
  dispute: {
    run: (base, reason) => api.needs.disputeNeed({ ...base, reason }),
    leadsTo: 'dispatched',
    quick: ['not-arrived', 'wrong-goods'],
  },
  withdraw: {
    run: (base, reason) => api.needs.withdrawNeed({ ...base, reason }),
    leadsTo: 'withdrawn',
    quick: ['met', 'mistake'],
  },
  reopen: { run: (base, reason) => api.needs.reopenNeed({ ...base, reason }), leadsTo: 'collected', quick: ['again'] },
  fulfil: {
    run: (base, note) => api.needs.fulfilNeed({ ...base, note: note || null }),
    leadsTo: 'fulfilled',
    quick: [],
    optional: true,
  },
} as const satisfies Partial<Record<NeedAction, ReasonRow>>;
export type ReasonAction = keyof typeof reasonActions;

export function isReasonAction(action: NeedAction): action is ReasonAction {
  return action in reasonActions;
}

export function ReasonDialog(props: DialogProps & { action: ReasonAction }) {
  const { t } = useTranslation(['needs-decide', 'shared']);
  const { need, action, onClose } = props;
  const row: ReasonRow = reasonActions[action];
  const [words, setWords] = useState('');
  const { busy, problem, send, fail } = useDialogDecision(props);
  const field = useId();
  function confirm(): void {
    const said = words.trim();
    if (!row.optional && said.length < 2) return fail(t('reason.missing'));
    void send((base) => row.run(base, said), { status: row.leadsTo });
  }
  return (
    <DecisionFrame {...{ need, busy, problem, onClose }} title={t(`shared:action.${action}`)} onConfirm={confirm}>
      <p>{t(`reason.${action}`)}</p>
      <label htmlFor={field}>{t(row.optional ? 'note.label' : 'reason.label')}</label>
      <Input.TextArea
        id={field}
        maxLength={2000}
        autoSize={{ minRows: 2, maxRows: 6 }}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <div className="quick">
        {row.quick.map((reason) => (
          <Button key={reason} size="small" onClick={() => setWords(t(`quick.${reason}`))}>
            {t(`quick.${reason}`)}
          </Button>
        ))}
      </div>
    </DecisionFrame>
  );
}
