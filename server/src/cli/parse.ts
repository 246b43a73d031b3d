import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { UsageFailure } from './command.ts';

export const summary = 'read needs out of texts: one text a line in, one JSON array a line out';

export const usage = [
  './baogong parse --json',
  '',
  'Reads texts from standard input, one a line, and prints for each a JSON array of',
  '{item, itemCode, quantity: number|null, unit: string|null, perPack?, confidence, span}; [] when it asks for nothing.',
  'Unknown quantities and units are null, never guessed. Knows the shipped catalogue; needs no database.',
].join('\n');

/** A message of this many characters is no need any more; the rest is left out. */
const LONGEST = 5000;

/** Answers line by line as texts come in. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  if (!values.json) throw new UsageFailure('Only --json is known.');
  const parse = await loadParser();
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  for await (const line of lines) {
    if (!process.stdout.write(`${JSON.stringify(parse(line.slice(0, LONGEST)))}\n`))
      await once(process.stdout, 'drain');
  }
  return 0;
}

/** Straight to the files that hold names and grammar: the modules' doors would load the whole server first. */
async function loadParser(): Promise<(text: string) => unknown[]> {
  const [{ shippedItems }, { namesOf }, { buildLexicon, parseNeedText }] = await Promise.all([
    import('../catalogue/shipped.ts'),
    import('../catalogue/names.ts'),
    import('../needs/text/index.ts'),
  ]);
  const lexicon = buildLexicon(shippedItems.map((item) => ({ code: item.code, names: namesOf(item) })));
  return (text) =>
    parseNeedText(text, lexicon).map(({ item, itemCode, quantity, unit, perPack, confidence, span }) => ({
      item,
      itemCode,
      quantity,
      unit,
      ...(perPack && { perPack }),
      confidence,
      span,
    }));
}
