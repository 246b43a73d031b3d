import type { Suggestion } from '@baogong/contract';
import { iso, minutesAfter, cityTime } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import { type CandidateSource, candidateSources } from '../supply/index.ts';
import { committed } from './verbs/dispatch.ts';
import { linesOf, type LineRow, type NeedRow } from './queries/need-rows.ts';
import { referenceOf } from './reference.ts';

/** City traffic of a loaded van, door to door. Replaced by routed times once transport plans trips. */
const KILOMETRES_PER_HOUR = 30;
const LOADING_MINUTES = 20;
/** Assumed when a place has no coordinates. */
const UNKNOWN_DISTANCE_KM = 30;
const MOST_PER_LINE = 12;

type Point = { longitude: number; latitude: number } | null;
type Ranked = { source: CandidateSource; distanceKm: number | null; arrivesAt: string };

/**
 * Sources for each line that still lacks something: earliest arrival first, the nearer first among equals, filled up in that
 * order. Alternatives follow, not chosen. A line of unknown quantity gets candidates but no proposal.
 */
export async function suggestSources(
  db: Db,
  need: NeedRow,
  locale: 'zh' | 'en',
  now: Temporal.Instant,
): Promise<Suggestion[]> {
  const lines = await linesOf(db, [need.id]);
  const reference = referenceOf(db);
  const [site, candidates, items] = await Promise.all([
    reference.organisations.find(need.organisation_id),
    candidateSources(db, [...new Set(lines.map((line) => line.item_code))], now),
    reference.catalogue.items(),
  ]);
  const used = new Map<string, number>();
  return lines.flatMap((line) => {
    const ranked = rank(
      candidates.filter((each) => each.itemCode === line.item_code),
      site?.location ?? null,
      now,
    );
    const unit = items.get(line.item_code)?.baseUnitName[locale] ?? '';
    return propose(line, ranked, used).map((each) => ({ ...each, reason: reasonFor(each, need, unit, locale) }));
  });
}

/** Great-circle distance in kilometres, to 0.1. */
export function distanceKm(from: Point, to: Point): number | null {
  if (!from || !to) return null;
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [latitude, longitude] = [radians(to.latitude - from.latitude), radians(to.longitude - from.longitude)];
  const chord =
    Math.sin(latitude / 2) ** 2 +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(longitude / 2) ** 2;
  return Math.round(2 * 6371 * Math.asin(Math.sqrt(chord)) * 10) / 10;
}

function rank(sources: readonly CandidateSource[], site: Point, now: Temporal.Instant): Ranked[] {
  return sources
    .map((source) => {
      const distance = distanceKm(source.location, site);
      const travel = ((distance ?? UNKNOWN_DISTANCE_KM) / KILOMETRES_PER_HOUR) * 60;
      const from =
        source.availableFrom && source.availableFrom > iso(now) ? Temporal.Instant.from(source.availableFrom) : now;
      return {
        source,
        distanceKm: distance,
        arrivesAt: minutesAfter(from, source.leadMinutes + LOADING_MINUTES + travel),
      };
    })
    .sort(
      (left, right) =>
        left.arrivesAt.localeCompare(right.arrivesAt) || (left.distanceKm ?? 1e9) - (right.distanceKm ?? 1e9),
    )
    .slice(0, MOST_PER_LINE);
}

type Proposal = Omit<Suggestion, 'reason'>;

/** Fills the line from the ranked sources, minding what earlier lines took of the same source. */
function propose(line: LineRow, ranked: readonly Ranked[], used: Map<string, number>): Proposal[] {
  const wanted = line.approved ?? line.requested;
  let missing = wanted === null ? 0 : Math.max(0, wanted - committed(line));
  return ranked.flatMap(({ source, distanceKm, arrivesAt }) => {
    const available = source.available - (used.get(source.id) ?? 0);
    if (available <= 0) return [];
    const taken = Math.min(missing, available);
    missing -= taken;
    if (taken > 0) used.set(source.id, (used.get(source.id) ?? 0) + taken);
    const quantity = taken > 0 ? taken : Math.min(available, wanted ?? available);
    const place = {
      lineId: line.id,
      sourceId: source.id,
      supplierId: source.organisationId,
      supplierName: source.organisationName,
    };
    return [{ ...place, quantity, available, distanceKm, arrivesAt, chosen: taken > 0 }];
  });
}

function reasonFor(proposal: Proposal, need: NeedRow, unit: string, locale: 'zh' | 'en'): string {
  const deadline = [need.runs_dry_at, need.needed_by].filter((time) => time !== null).sort()[0];
  const late = deadline !== undefined && proposal.arrivesAt > deadline;
  const available = proposal.available.toLocaleString('en-US');
  const at = cityTime(proposal.arrivesAt);
  if (locale === 'zh') {
    const distance = proposal.distanceKm === null ? '距离未知' : `距离 ${proposal.distanceKm} 公里`;
    return `${distance}，可用 ${available} ${unit}，预计 ${at} 送达${late ? '（晚于需要时间）' : ''}`;
  }
  const distance = proposal.distanceKm === null ? 'distance unknown' : `${proposal.distanceKm} km away`;
  return `${distance}, ${available} available (${unit}), arrives about ${at}${late ? ' (after it is needed)' : ''}`;
}
