import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '../../shared/api.ts';
import type { IconName } from '../../shared/plain/icon.tsx';
import { Button } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useCommandId } from '../../shared/use-command-id.ts';
import { useSay } from '../../shared/use-say.ts';

type StepProps<Body> = {
  kind?: 'main';
  icon?: IconName;
  label: string;
  done: string;
  body: Body;
  run: (command: Body & { commandId: string }) => Promise<unknown>;
};

/** One step of a transfer in one tap; the same tap again after a lost answer is the same command. */
export function StepButton<Body extends object>({ kind, icon, label, done, body, run }: StepProps<Body>) {
  const say = useSay();
  const client = useQueryClient();
  const commandId = useCommandId();
  const [busy, setBusy] = useState(false);

  async function tap(): Promise<void> {
    setBusy(true);
    try {
      await run({ ...body, commandId: commandId(body) });
      showToast({ text: done });
    } catch (error) {
      showToast({ text: say.problem(problemOf(error)), tone: 'danger' });
    }
    await client.invalidateQueries({ queryKey: queryKeys.transfers });
    setBusy(false);
  }

  return (
    <Button kind={kind} icon={icon} className="button-wide" busy={busy} onClick={() => void tap()}>
      {label}
    </Button>
  );
}
