import { organisationKinds, type OrganisationKindCode } from '@baogong/contract/organisations';
import { useSay } from '../shared/use-say.ts';

/** Kinds of organisation to choose from, named in the person's language. */
export function useKindOptions(): { value: OrganisationKindCode; label: string }[] {
  const { text } = useSay();
  return (Object.keys(organisationKinds) as OrganisationKindCode[]).map((value) => ({
    value,
    label: text(organisationKinds[value]),
  }));
}
