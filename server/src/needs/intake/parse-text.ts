import type { ProposedLine as LineView } from '@baogong/contract';
import { type CatalogueItem, namesOf } from '../../catalogue/index.ts';
import { organisationsLike, type OrganisationReference } from '../../directory/index.ts';
import { mayDo } from '@baogong/contract';
import type { Actor } from '../../platform/actor.ts';
import { CITY_TIME_ZONE, iso } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { referenceOf } from '../reference.ts';
import { buildLexicon, type Lexicon, parseNeedMessage, type ProposedLine } from '../text/index.ts';
import { measure } from './measure.ts';
import { questions } from './words.ts';

type Items = ReadonlyMap<string, CatalogueItem>;
type Locale = 'zh' | 'en';

const lexicons = new WeakMap<Items, Lexicon>();

/** The catalogue's names as a lexicon; one a version of the catalogue, which is a new map after each change. */
export function lexiconOf(items: Items): Lexicon {
  const known = lexicons.get(items);
  if (known) return known;
  const fresh = buildLexicon([...items.values()].map((item) => ({ code: item.code, names: namesOf(item) })));
  lexicons.set(items, fresh);
  return fresh;
}

/** Reads a pasted text: proposed lines, who may be meant, by when, whom to call. Writes nothing. */
export async function parseText(db: Db, actor: Actor, text: string, locale: Locale, now: Temporal.Instant) {
  const items = await referenceOf(db).catalogue.items();
  const message = parseNeedMessage(text, lexiconOf(items), now.toZonedDateTimeISO(CITY_TIME_ZONE));
  const place = message.place?.text ?? null;
  return {
    lines: message.lines.map((line) => lineView(line, items, locale)),
    organisations: await likelyOrganisations(db, actor, place),
    place,
    neededBy: message.neededBy?.at ? iso(message.neededBy.at.toInstant()) : null,
    contacts: message.contacts.map((contact) => contact.text),
    urgent: message.urgency.words.length > 0,
  };
}

function lineView(line: ProposedLine, items: Items, locale: Locale): LineView {
  const item = line.itemCode === null ? undefined : items.get(line.itemCode);
  const measured = item && line.quantity !== null && line.unit !== null ? measureOf(item, line) : undefined;
  return {
    item: line.item,
    itemCode: item?.code ?? null,
    itemName: item?.name ?? null,
    quantity: line.quantity,
    unit: line.unit,
    baseQuantity: measured && 'quantity' in measured ? measured.quantity : null,
    perPack: line.perPack && line.perPack.unit !== null ? { ...line.perPack, unit: line.perPack.unit } : undefined,
    range: line.range && line.range.to !== null ? { from: line.range.from, to: line.range.to } : undefined,
    confidence: line.confidence,
    span: line.span,
    question: questionOf(line, item, measured, locale) ?? whichSize(line, item, items, locale),
  };
}

function measureOf(item: CatalogueItem, { quantity, unit, perPack }: ProposedLine) {
  return measure(item, { quantity: quantity ?? 0, unit, perPack });
}

/** What to ask back, the most open point first; null when nothing is open. */
function questionOf(
  line: ProposedLine,
  item: CatalogueItem | undefined,
  measured: ReturnType<typeof measure> | undefined,
  locale: Locale,
): string | null {
  const words = questions[locale];
  if (!item) return words.whichItem(line.item);
  if (line.rate) return words.rate(line.rate.per);
  if (line.range) return words.range(line.range.from, line.range.to);
  if (line.quantity === null) return words.howMuch(item.name[locale], item.baseUnitName[locale]);
  if (line.unit === null) return words.whichUnit(line.quantity, item.baseUnitName[locale]);
  if (measured && 'refusal' in measured) return measured.refusal.text(locale);
  return null;
}

/** A name that covers several sizes or types: said, but not said which. It may be filed as it stands. */
function whichSize(line: ProposedLine, item: CatalogueItem | undefined, items: Items, locale: Locale): string | null {
  const narrower = item?.narrower.flatMap((code) => items.get(code)?.name[locale] ?? []) ?? [];
  return narrower.length > 0 ? questions[locale].whichSize(line.item, narrower) : null;
}

/** The actor's own institution comes first; others are found by the place named, where the actor may collect. */
async function likelyOrganisations(db: Db, actor: Actor, place: string | null) {
  const own = await ownOrganisations(db, actor);
  const named = place ? await organisationsLike(db, institutionOf(place), 20) : [];
  const allowed = named.filter(
    (found) =>
      found.asks && mayDo(actor.posts, 'needs.collect', { organisationId: found.id, areaCode: found.areaCode }),
  );
  const all = new Map([...allowed, ...own].map((each) => [each.id, { id: each.id, name: each.name }]));
  return [...all.values()].slice(0, 5);
}

/** Institutions for which the actor's own post asks. */
export async function ownOrganisations(db: Db, actor: Actor): Promise<OrganisationReference[]> {
  const ids = [...new Set(actor.posts.flatMap((post) => post.organisationId ?? []))];
  const found = await Promise.all(ids.map((id) => referenceOf(db).organisations.find(id)));
  return found.filter((each) => each !== undefined).filter((each) => each.asks);
}

/** 海淀医院急诊科 is at 海淀医院. */
function institutionOf(place: string): string {
  return /^.*(?:医院|卫生院|中心|疾控|养老院|福利院|大学|学校|社区|街道|指挥部)/u.exec(place)?.[0] ?? place;
}
