import type { NeedLine, NeedSummary, Source, Suggestion } from '@baogong/contract';

/** A source that a line could draw on; `quantity` is what the plan takes from it (0: not chosen). */
export type SourceOption = {
  sourceId: string;
  supplierName: string;
  available: number;
  reason: string | null;
  quantity: number;
};

export type LinePlan = {
  line: NeedLine;
  /** What the line still lacks before this dispatch; null while the quantity is unknown. */
  open: number | null;
  /** The dispatcher's word on the total; null until said for an unknown quantity. */
  approved: number | null;
  options: SourceOption[];
};

/** The plan that the suggestion proposes, line by line; alternatives stay listed with quantity 0. */
export function planOf(need: Pick<NeedSummary, 'lines'>, suggestions: readonly Suggestion[]): LinePlan[] {
  return need.lines.map((line) => {
    const approved = line.approved ?? line.requested;
    const options = suggestions.filter(({ lineId }) => lineId === line.id).map(optionOf);
    return { line, approved, open: openOf(line, approved), options };
  });
}

/** What a line lacks: approved less all that is held, under way, arrived and good, or given up. */
export function openOf(line: NeedLine, approved: number | null): number | null {
  if (approved === null) return null;
  const covered = line.reserved + line.inTransit + (line.delivered - line.rejected) + line.waived;
  return Math.max(0, approved - covered);
}

/** Another approved quantity: the sources shrink from the last, or fill up from the first. */
export function withApproved(plan: LinePlan, approved: number | null): LinePlan {
  const open = openOf(plan.line, approved);
  return { ...plan, approved, open, options: fitTo(plan.options, open ?? 0) };
}

/** Another quantity from one source, never more than it has. */
export function withQuantity(plan: LinePlan, sourceId: string, quantity: number): LinePlan {
  const options = plan.options.map((option) =>
    option.sourceId === sourceId ? { ...option, quantity: Math.min(Math.max(0, quantity), option.available) } : option,
  );
  return { ...plan, options };
}

/** One more source, from the list of all; it takes what is missing. */
export function withSource(plan: LinePlan, source: Source): LinePlan {
  if (plan.options.some(({ sourceId }) => sourceId === source.id)) return plan;
  const option: SourceOption = {
    sourceId: source.id,
    supplierName: source.organisationName,
    available: freeOf(source),
    reason: source.note,
    quantity: Math.min(freeOf(source), missingOf(plan)),
  };
  return { ...plan, options: [...plan.options, option] };
}

/** What of a source can be dispatched: of a reserve no more than is released. */
export function freeOf({ available, released }: Pick<Source, 'available' | 'released'>): number {
  return released ?? available;
}

export function plannedOf(plan: LinePlan): number {
  return plan.options.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** What stays uncovered after this dispatch; 0 when nothing does. */
export function missingOf(plan: LinePlan): number {
  return Math.max(0, (plan.open ?? 0) - plannedOf(plan));
}

/** Why the plan can't be sent yet, with the line at fault; null when it can. */
export function faultOf(
  plans: readonly LinePlan[],
): { fault: 'quantity' | 'whole' | 'too-much'; lineId: string } | null {
  for (const plan of plans) {
    if (plan.approved === null) return { fault: 'quantity', lineId: plan.line.id };
    if (![plan.approved, ...plan.options.map(({ quantity }) => quantity)].every(Number.isInteger)) {
      return { fault: 'whole', lineId: plan.line.id };
    }
    if (plannedOf(plan) > (plan.open ?? 0)) return { fault: 'too-much', lineId: plan.line.id };
  }
  return null;
}

/** What `dispatchNeed` takes. */
export function commandOf(plans: readonly LinePlan[]) {
  return {
    approvals: plans.flatMap(({ line, approved }) =>
      approved === null ? [] : [{ lineId: line.id, quantity: approved }],
    ),
    sources: plans.flatMap(({ line, options }) =>
      options.flatMap(({ sourceId, quantity }) => (quantity > 0 ? [{ lineId: line.id, sourceId, quantity }] : [])),
    ),
  };
}

function optionOf(suggestion: Suggestion): SourceOption {
  const { sourceId, supplierName, available, reason, chosen, quantity } = suggestion;
  return { sourceId, supplierName, available, reason, quantity: chosen ? quantity : 0 };
}

function fitTo(options: readonly SourceOption[], wanted: number): SourceOption[] {
  let left = wanted;
  return options.map((option) => {
    const quantity = Math.min(option.available, left);
    left -= quantity;
    return { ...option, quantity };
  });
}
