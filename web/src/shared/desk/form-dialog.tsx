import { Modal } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../problem.ts';
import { useCtrlEnter } from '../use-ctrl-enter.ts';
import { ProblemAlert } from './problem-alert.tsx';
import './entry.css';

type FormDialogProps = {
  title: string;
  /** What the main button says; `save` when left out. */
  confirm?: string;
  busy: boolean;
  problem: Problem | null;
  width?: number;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A form over the page: Ctrl+Enter saves, Escape closes, a refusal stays in sight, focus goes back to where it came from. */
export function FormDialog(props: FormDialogProps) {
  const { t } = useTranslation('shared');
  const form = useRef<HTMLFormElement>(null);
  useFocusBack();
  useCtrlEnter(props.onConfirm);
  return (
    <Modal
      open
      width={props.width ?? 620}
      title={props.title}
      okText={props.confirm ?? t('common.save')}
      cancelText={t('common.cancel')}
      confirmLoading={props.busy}
      onOk={props.onConfirm}
      onCancel={props.onClose}
      afterOpenChange={(open) =>
        open ? form.current?.querySelector<HTMLElement>('input, textarea')?.focus() : undefined
      }
      mask={{ closable: false }}
    >
      <form ref={form} className="entries" onSubmit={(event) => (event.preventDefault(), props.onConfirm())}>
        {props.children}
        <ProblemAlert problem={props.problem} />
        <button type="submit" hidden>
          {props.title}
        </button>
      </form>
    </Modal>
  );
}

function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => (before instanceof HTMLElement ? before.focus() : undefined), [before]);
}
