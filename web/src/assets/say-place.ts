import type { Asset } from '@baogong/contract';
import { useTranslation } from 'react-i18next';

/** Where a thing is, in words. */
export function useSayPlace(): (place: Asset['place']) => string {
  const { t } = useTranslation('assets');
  return (place) => {
    if (place.kind === 'nowhere' || !place.organisation) return t('place.nowhere');
    if (place.kind === 'site') return place.organisation.name;
    return t('place.on-the-way', { from: place.organisation.name, to: place.boundFor?.name ?? '' });
  };
}
