import type { Transfer } from '@baogong/contract';
import type { IconName } from '../../shared/plain/icon.tsx';
import { Button } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';
import { type Doing, useStep } from './use-step.ts';

type StepProps = {
  transfer: Transfer;
  /** The other side, as it is named where the step waits for the network. */
  other: string;
  kind?: 'main';
  icon?: IconName;
  label: string;
  done: string;
  doing: Doing;
};

/** One step of a transfer in one tap, with or without a network. */
export function StepButton({ transfer, other, kind, icon, label, done, doing }: StepProps) {
  const say = useSay();
  const { run, busy, problem } = useStep(transfer, other, done);
  return (
    <>
      <Button kind={kind} icon={icon} className="button-wide" busy={busy} onClick={() => void run(doing)}>
        {label}
      </Button>
      {problem ? (
        <p className="error" role="alert">
          {say.problem(problem)}
        </p>
      ) : null}
    </>
  );
}
