import type { NeedSummary } from '@baogong/contract';
import { needActions, type NeedAction } from '@baogong/contract/life';
import { useTranslation } from 'react-i18next';
import { useMay } from '../shared/session.ts';

/** Why the action can't be done with this need as the list knows it, from the same tables as the server's check; null when it can. */
export function useBlockOf(): (need: NeedSummary, action: NeedAction, allowedByLife: boolean) => string | null {
  const { t } = useTranslation(['needs', 'shared']);
  const may = useMay();
  return (need, action, allowedByLife) => {
    if (!allowedByLife) return t('problem.not-now', { status: t(`shared:status.${need.status}`) });
    const right = needActions[action].right;
    return may(right, { organisationId: need.organisationId, areaCode: need.areaCode }) ? null : t('problem.not-you');
  };
}
