import { Alert, Modal } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../problem.ts';
import { useSay } from '../use-say.ts';
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
  const say = useSay();
  useFocusBack();
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
      mask={{ closable: false }}
    >
      <form
        className="entries"
        onSubmit={(event) => (event.preventDefault(), props.onConfirm())}
        onKeyDown={(event) => (event.ctrlKey && event.key === 'Enter' ? props.onConfirm() : undefined)}
      >
        {props.children}
        {props.problem ? <Alert type="error" showIcon role="alert" title={say.problem(props.problem)} /> : null}
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
