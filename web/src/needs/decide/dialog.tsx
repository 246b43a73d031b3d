import type { Need, NeedSummary } from '@baogong/contract';
import type { NeedAction } from '@baogong/contract/life';
import { Alert, Modal } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHeadline } from '../headline.ts';
import type { Problem } from '../../shared/problem.ts';
import { useCtrlEnter } from '../../shared/use-ctrl-enter.ts';
import { useSay } from '../../shared/use-say.ts';
import { useDecide, type DecisionBase } from './decide.ts';

export type DialogProps = { need: NeedSummary; action: NeedAction; onClose: () => void };

/** Sends the dialog's decision: busy meanwhile, a refusal stays in the dialog, success closes it. */
export function useDialogDecision({ need, action, onClose }: DialogProps) {
  const decide = useDecide();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function send(run: (base: DecisionBase) => Promise<Need>, guess?: Partial<NeedSummary>): Promise<void> {
    setBusy(true);
    const refusal = await decide({ need, action, run, guess, quiet: true });
    setBusy(false);
    if (refusal) setProblem(refusal);
    else onClose();
  }
  return {
    busy,
    problem,
    send,
    fail: (message: string) => setProblem({ reason: 'invalid-input', message, status: 422 }),
  };
}

/** Frame of a decision's dialog: what it is about, the form, the refusal, confirm and cancel. Ctrl+Enter confirms. */
export function DecisionFrame(props: {
  title: string;
  need: NeedSummary;
  busy: boolean;
  problem: Problem | null;
  /** Nothing to confirm yet. */
  idle?: boolean;
  wide?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation('shared');
  const headlineOf = useHeadline();
  const say = useSay();
  const form = useRef<HTMLFormElement>(null);
  useCtrlEnter(props.onConfirm);
  return (
    <Modal
      open
      afterOpenChange={(open) => open && form.current?.querySelector<HTMLElement>('textarea, input')?.focus()}
      title={props.title}
      width={props.wide ? 720 : 520}
      okText={props.title}
      cancelText={t('common.cancel')}
      confirmLoading={props.busy}
      okButtonProps={{ disabled: props.idle }}
      onOk={props.onConfirm}
      onCancel={props.onClose}
    >
      <form ref={form} className="decision" onSubmit={(event) => (event.preventDefault(), props.onConfirm())}>
        <p className="secondary">
          {props.need.number} · {props.need.organisationName} · {headlineOf(props.need)}
        </p>
        {props.children}
        {props.problem ? <Alert type="error" showIcon role="alert" title={say.problem(props.problem)} /> : null}
      </form>
    </Modal>
  );
}
