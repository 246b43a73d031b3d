import type { NeedAction } from '@baogong/contract/life';
import type { ComponentType } from 'react';
import { DispatchPanel } from '../dispatch/dispatch-panel.tsx';
import { CloseDialog } from './close-dialog.tsx';
import type { DialogProps } from './dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { PriorityDialog } from './priority-dialog.tsx';
import { isReasonAction, ReasonDialog } from './reason-dialog.tsx';
import { ReviseDialog } from './revise-dialog.tsx';
import { WaiveDialog } from './waive-dialog.tsx';
import './decide.css';

const dialogs: Partial<Record<NeedAction, ComponentType<DialogProps>>> = {
  prioritise: PriorityDialog,
  dispatch: DispatchPanel,
  'add-sources': DispatchPanel,
  merge: MergeDialog,
  close: CloseDialog,
  waive: WaiveDialog,
  revise: ReviseDialog,
};

/** The dialog in which this decision is made; actions without one are done at once by `useDirectly`. */
export function DecisionDialog(props: DialogProps) {
  const { action } = props;
  if (isReasonAction(action)) return <ReasonDialog {...props} action={action} />;
  const Dialog = dialogs[action];
  return Dialog ? <Dialog {...props} /> : null;
}

export function hasDialog(action: NeedAction): boolean {
  return isReasonAction(action) || action in dialogs;
}
