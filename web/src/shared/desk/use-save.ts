import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { newCommandId, problemOf } from '../api.ts';
import type { Problem } from '../problem.ts';

type SaveOptions<Input, Output> = {
  /** Sends the command under this id. */
  run: (commandId: string, input: Input) => Promise<Output>;
  /** Cached reads that it makes stale. */
  stale?: readonly (readonly string[])[];
  done?: (output: Output) => void;
};

/**
 * One command from a form. The same input sent again after a lost answer carries the same command id; after a success
 * the next one is a new command. A refusal stays as `problem`; `faultAt('posts[0].areaCode')` is what it says of a field.
 */
export function useSave<Input, Output>({ run, stale = [], done }: SaveOptions<Input, Output>) {
  const client = useQueryClient();
  const last = useRef({ body: '', id: '' });
  const mutation = useMutation({
    mutationFn: (input: Input) => {
      const body = JSON.stringify(input) ?? '';
      if (!last.current.id || body !== last.current.body) last.current = { body, id: newCommandId() };
      return run(last.current.id, input);
    },
    onSuccess: async (output) => {
      last.current = { body: '', id: '' };
      await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
      done?.(output);
    },
  });
  const { error } = mutation;
  const problem = useMemo(() => (error ? problemOf(error) : null), [error]);
  return {
    save: (input: Input) => mutation.mutate(input),
    busy: mutation.isPending,
    problem,
    faultAt: (field: string) => faultAt(problem, field),
    forget: mutation.reset,
  };
}

/** What the refusal says of this field or of anything inside it. */
export function faultAt(problem: Problem | null, field: string): string | null {
  const inside = (named: string | undefined) =>
    named === field || Boolean(named?.startsWith(`${field}.`) || named?.startsWith(`${field}[`));
  const issue = problem?.issues?.find((candidate) => inside(candidate.field));
  if (issue) return issue.message;
  return problem && inside(problem.field) ? problem.message : null;
}
