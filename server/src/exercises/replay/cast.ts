import { newId, type Organisation, type OrganisationKindCode, type Role } from '@baogong/contract';
import type { Client, Line } from './api.ts';
import { HUBEI, type Place, type Stream } from './stream.ts';
import { type ReplaySupplier, replaySuppliers } from './suppliers.ts';

export type Actor = { readonly client: Client; readonly organisationId: string };
export type SupplierActor = Actor & { readonly supplier: ReplaySupplier };

/** Everybody who plays, each with a token of its own and no more rights than the post has. */
export type Cast = {
  readonly dispatcher: Client;
  readonly suppliers: readonly SupplierActor[];
  hospital(placeKey: string): Actor;
  /** Revokes the tokens. */
  dismiss(administrator: Client): Promise<void>;
};

type Bound = { organisationId?: string; areaCode?: string };

/** Makes through the public API what the run needs and is not there: hospitals, invented suppliers, tokens for a day. */
export async function prepareCast(line: Line, administrator: Client, stream: Stream): Promise<Cast> {
  const known = await organisationsOf(administrator);
  const tokens: string[] = [];

  async function enlist(role: Role, name: string, bound: Bound): Promise<Client> {
    const name200 = `2020 回放 · ${name}`.slice(0, 200);
    const made = await administrator.identity.createToken({
      commandId: newId(),
      role,
      name: name200,
      days: 1,
      ...bound,
    });
    tokens.push(made.token.id);
    return line.as(made.secret);
  }

  async function organisation(place: Place, kind: OrganisationKindCode, nameEn: string | null): Promise<string> {
    const there = known.get(place.key);
    if (there) return there;
    const { name, areaCode } = place;
    const made = await administrator.directory.createOrganisation({ commandId: newId(), kind, name, nameEn, areaCode });
    return made.id;
  }

  const hospitals = await Promise.all(
    stream.places.map(async (place): Promise<[string, Actor]> => {
      const organisationId = await organisation(place, kindOf(place.name), null);
      return [place.key, { organisationId, client: await enlist('institution', place.name, { organisationId }) }];
    }),
  );
  const suppliers = await Promise.all(
    replaySuppliers.map(async (supplier): Promise<SupplierActor> => {
      const { name, nameEn, areaCode, kind } = supplier;
      const organisationId = await organisation({ key: `${areaCode} ${name}`, name, areaCode }, kind, nameEn);
      return { supplier, organisationId, client: await enlist('supplier', name, { organisationId }) };
    }),
  );
  const byKey = new Map(hospitals);
  return {
    suppliers,
    dispatcher: await enlist('dispatcher', '省调度', { areaCode: HUBEI }),
    hospital: (placeKey) => byKey.get(placeKey)!,
    dismiss: async (dismisser) =>
      void (await Promise.all(tokens.map((id) => dismisser.identity.revokeToken({ commandId: newId(), id })))),
  };
}

/** Organisations of the province by area and name. */
async function organisationsOf(client: Client): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let after: string | undefined;
  do {
    const page: { rows: Organisation[]; next: string | null } = await client.directory.listOrganisations({
      area: HUBEI,
      limit: 200,
      after,
    });
    for (const { areaCode, name, id } of page.rows) found.set(`${areaCode} ${name}`, id);
    after = page.next ?? undefined;
  } while (after);
  return found;
}

/** The lists hold some who are no hospitals. */
function kindOf(name: string): OrganisationKindCode {
  if (name.includes('社区卫生服务中心')) return 'community-centre';
  return name.includes('疾控') || name.includes('疾病预防') ? 'disease-control' : 'hospital';
}
