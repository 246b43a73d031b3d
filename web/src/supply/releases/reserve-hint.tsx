import type { Source } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMay } from '../../shared/session.ts';
import { useSay } from '../../shared/use-say.ts';
import './releases.css';
import { AskDialog, lockedOf } from './ask-dialog.tsx';

type HintProps = { item: string; need?: { id: string; number: string; missing: number } };

/** Where an item runs short: which reserve has some that is not released, and the way to ask for it. Nothing where none has. */
export function ReserveHint({ item, need }: HintProps) {
  const { t } = useTranslation('supply-releases');
  const say = useSay();
  const may = useMay();
  const [asked, setAsked] = useState<Source | null>(null);
  const reserves = useQuery({
    queryKey: [...queryKeys.sourcesOf(item), 'reserve'],
    queryFn: () => api.supply.listSources({ item, origin: 'reserve', limit: 20 }),
  });
  const locked = reserves.data?.rows.filter((source) => lockedOf(source) > 0) ?? [];
  if (locked.length === 0) return null;
  return (
    <ul className="reserve-hints">
      {locked.map((source) => (
        <li key={source.id}>
          {t('line.hint', {
            organisation: source.organisationName,
            quantity: say.quantity(lockedOf(source), source.baseUnitName),
          })}{' '}
          {may('supply.write', { organisationId: source.organisationId, areaCode: source.areaCode }) ? (
            <Button size="small" onClick={() => setAsked(source)}>
              {t('ask')}
            </Button>
          ) : null}
        </li>
      ))}
      {asked ? <AskDialog source={asked} {...(need ? { need } : {})} onClose={() => setAsked(null)} /> : null}
    </ul>
  );
}
