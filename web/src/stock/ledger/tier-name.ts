import { useTranslation } from 'react-i18next';
import { organisationKinds, type OrganisationKindCode } from '@baogong/contract/organisations';
import { useSay } from '../../shared/use-say.ts';

/** A kind of organisation or an edge in the person's language. */
export function useTierName(): (code: string) => string {
  const { t } = useTranslation('stock-ledger');
  const { locale } = useSay();
  return (code) => {
    const kind = organisationKinds[code as OrganisationKindCode];
    if (kind) return kind[locale];
    return t(`place.${code as 'produced' | 'consumed' | 'lost' | 'destroyed'}`);
  };
}
