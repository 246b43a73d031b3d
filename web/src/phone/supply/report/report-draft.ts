import type { Bilingual, ReportForm, ReportFormLine } from '@baogong/contract';
import { readableTogether, type LargerUnit } from '../../../shared/format.ts';

export const figures = ['actual', 'planned', 'stock'] as const;
export type Figure = (typeof figures)[number];

/** What is typed of one line; an empty field means "not known". */
export type LineDraft = Record<Figure, string> & { note: string };
/** Unit of the fields: the base unit, or a larger one that people say. */
export type Scale = { toBase: number; word: LargerUnit | null };

const most = 1_000_000_000_000;

/** The unit in which people speak of a line's output: tonnes where its capacity is tonnes. */
export function scaleOf({ capacity, baseUnitName }: { capacity: number; baseUnitName: Bilingual }): Scale {
  return readableTogether([capacity], baseUnitName);
}

/** What was reported already, else what holds when nothing has changed. */
export function draftOf({ line, report, prefilled }: ReportFormLine): LineDraft {
  const { toBase } = scaleOf(line);
  const text = (quantity: number | null) => (quantity === null ? '' : String(Number((quantity / toBase).toFixed(6))));
  const known = report ?? prefilled;
  return {
    actual: text(known.actual),
    planned: text(known.planned),
    stock: text(known.stock),
    note: report?.note ?? '',
  };
}

type Said = {
  lineId: string;
  actual: number | null;
  planned: number | null;
  stock: number | null;
  note: string | null;
};

/** The drafts of lines of which something was said that the server does not know yet; the last word counts. */
export function draftsAfter(form: ReportForm, said: readonly Said[]): Record<string, LineDraft> {
  const lines = new Map(form.lines.map((each) => [each.line.id, each]));
  return Object.fromEntries(
    said.flatMap(({ lineId, note, ...prefilled }) => {
      const each = lines.get(lineId);
      return each ? [[lineId, { ...draftOf({ ...each, report: null, prefilled }), note: note ?? '' }]] : [];
    }),
  );
}

/** Base units that the text says; `null` for a blank, `undefined` for what is no quantity. */
export function readAmount(typed: string, { toBase }: Scale): number | null | undefined {
  const text = narrow(typed);
  if (text === '') return null;
  if (!/^\d+(\.\d{1,6})?$/.test(text)) return undefined;
  const quantity = Number((Number(text) * toBase).toFixed(3));
  return Number.isInteger(quantity) && quantity <= most ? quantity : undefined;
}

/** The lines to send: those of which anything is said and, once reported, anything has changed. `wrong`: fields that are no quantities. */
export function linesOf(form: ReportForm, drafts: Readonly<Record<string, LineDraft>>) {
  const wrong: string[] = [];
  const lines = form.lines.flatMap((each) => {
    const draft = drafts[each.line.id] ?? draftOf(each);
    const [actual, planned, stock] = figures.map((figure) => readAmount(draft[figure], scaleOf(each.line)));
    if (actual === undefined || planned === undefined || stock === undefined) {
      wrong.push(each.line.id);
      return [];
    }
    const said = actual !== null || planned !== null || stock !== null;
    if (!said || (each.report && isSame(draft, draftOf(each)))) return [];
    const note = draft.note.trim() || null;
    return [{ lineId: each.line.id, replaces: each.report?.version ?? null, actual, planned, stock, note }];
  });
  return { lines, wrong };
}

export function isSame(one: LineDraft, other: LineDraft): boolean {
  return (
    figures.every((figure) => narrow(one[figure]) === narrow(other[figure])) && one.note.trim() === other.note.trim()
  );
}

/** Full-width digits and signs as ASCII, without spaces and thousands' commas. */
function narrow(typed: string): string {
  return typed
    .replace(/[\uff10-\uff19\uff0c\uff0e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\s,]/g, '');
}
