import type { Place } from '@baogong/contract';
import { useTranslation } from 'react-i18next';

/** Whose place it is, and which of its places; edges by what they mean. */
export function usePlaceName(): (place: Place) => string {
  const { t } = useTranslation('stock-ledger');
  return ({ kind, name, organisationName }) => {
    const word = t(`place.${kind}`);
    if (organisationName === null) return word;
    if (kind === 'site') return organisationName;
    return t('place.of', { organisation: organisationName, place: name ?? word });
  };
}
