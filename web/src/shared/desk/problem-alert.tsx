import { Alert } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../problem.ts';
import { useSay } from '../use-say.ts';

/** Why a form was refused. Faults of single fields stand at the fields: here only how many, and the first gets the focus. */
export function ProblemAlert({ problem }: { problem: Problem | null }) {
  const { t } = useTranslation('shared');
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) place.current?.closest('form')?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problem]);
  const count = problem?.issues?.length ?? 0;
  return (
    <div ref={place}>
      {problem ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={count > 0 ? t('failure.fields', { count }) : say.problem(problem)}
        />
      ) : null}
    </div>
  );
}
