import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useMutation } from '@tanstack/react-query';
import { importPath } from '../paths.ts';
import { api, newCommandId, problemOf } from '../shared/api.ts';
import { keepFile, type Chosen } from './chosen-file.ts';

/** Sends a file and opens the page of its import. Sending again after a lost answer repeats the same command. */
export function useStartImport() {
  const navigate = useNavigate();
  const command = useRef({ chosen: null as Chosen | null, dryRun: true, id: '' });
  const start = useMutation({
    mutationFn: ({ chosen, dryRun }: { chosen: Chosen; dryRun: boolean }) => {
      const same = command.current.chosen === chosen && command.current.dryRun === dryRun;
      if (!same) command.current = { chosen, dryRun, id: newCommandId() };
      return api.intake.startImport({
        commandId: command.current.id,
        file: chosen.file,
        dryRun: String(dryRun),
        createMissing: String(chosen.createMissing),
      });
    },
    onSuccess: (report, { chosen }) => {
      keepFile(report.id, chosen);
      void navigate({ to: importPath(report.id) });
    },
  });
  return {
    start: (chosen: Chosen, dryRun: boolean) => start.mutate({ chosen, dryRun }),
    busy: start.isPending,
    problem: start.error ? problemOf(start.error) : null,
  };
}
