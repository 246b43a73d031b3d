import type { NeedSummary } from '@baogong/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDecideMany } from '../decide/decide.ts';
import { useDirectDecisions } from '../decide/directly.ts';
import { BulkDispatch } from './bulk-dispatch.tsx';

const mostAtOnce = 50;

/** What can be done with all selected needs at once. */
export function BulkBar({ needs, onClear }: { needs: NeedSummary[]; onClear: () => void }) {
  const { t } = useTranslation('needs-triage');
  const [preview, setPreview] = useState(false);
  const decideMany = useDecideMany();
  const decisionOf = useDirectDecisions();
  if (needs.length === 0) return null;
  const tooMany = needs.length > mostAtOnce;
  const claims = needs.flatMap((need) => decisionOf(need, 'claim') ?? []);
  return (
    <section className="bulk" aria-label={t('bulk.count', { count: needs.length })}>
      <strong aria-live="polite">{t('bulk.count', { count: needs.length })}</strong>
      <Button disabled={tooMany} onClick={() => void decideMany(claims).then(onClear)}>
        {t('bulk.claim')}
      </Button>
      <Button type="primary" disabled={tooMany} onClick={() => setPreview(true)}>
        {t('bulk.dispatch')}
      </Button>
      <Button type="text" onClick={onClear}>
        {t('bulk.clear')}
      </Button>
      {tooMany ? <span className="error">{t('bulk.limit', { most: mostAtOnce })}</span> : null}
      {preview ? <BulkDispatch needs={needs} onClose={() => setPreview(false)} onDone={onClear} /> : null}
    </section>
  );
}
