import type { Need } from '@baogong/contract';
import type { NeedAction } from '@baogong/contract/life';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { Card, Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { NeedWarning } from '../../warnings/need-warning.tsx';
import { DecisionDialog } from '../decide/decision-dialog.tsx';
import { ActionsCard } from './actions-card.tsx';
import { Deliveries } from './deliveries.tsx';
import { Duplicates } from './duplicates.tsx';
import { Files } from './files.tsx';
import { FormCard } from './form-card.tsx';
import { LinesTable } from './lines-table.tsx';
import { NeedHead } from './need-head.tsx';
import { Sources } from './sources.tsx';
import { Timeline } from './timeline.tsx';
import './page.css';

/** One need, whole: where it stands, what may be done, lines, sources, deliveries, history. */
export function Screen() {
  const { id } = useParams({ strict: false }) as { id: string };
  const need = useQuery({ queryKey: queryKeys.need(id), queryFn: () => api.needs.getNeed({ id }) });
  if (need.isPending) return <Loading rows={8} />;
  if (need.isError) return <Failure problem={problemOf(need.error)} again={() => void need.refetch()} />;
  return <NeedPage need={need.data} />;
}

function NeedPage({ need }: { need: Need }) {
  const { t } = useTranslation('needs-page');
  const [action, setAction] = useState<NeedAction | null>(null);
  return (
    <>
      <NeedHead need={need} />
      <div className="need-page">
        <div className="need-main">
          <ActionsCard need={need} onDialog={setAction} />
          {need.lines.length > 0 ? (
            <Card title={t('lines.title')}>
              <LinesTable lines={need.lines} />
            </Card>
          ) : null}
          <FormCard need={need} />
          {need.life === 'supply' ? <Sources need={need} /> : null}
          {need.sources.length > 0 ? <Deliveries need={need} /> : null}
          <Files need={need} />
        </div>
        <div className="need-side">
          <NeedWarning needId={need.id} />
          <Duplicates need={need} />
          <Timeline need={need} />
        </div>
      </div>
      {action ? <DecisionDialog need={need} action={action} onClose={() => setAction(null)} /> : null}
    </>
  );
}
