import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { repositoryFolder } from '../../server/src/platform/config.ts';

type Chunk = { file: string; src?: string; imports?: string[]; css?: string[] };
type Manifest = Record<string, Chunk>;

const distFolder = join(repositoryFolder, 'web', 'dist');
/** What a phone loads for an institution's own needs: the frame, the page and their words. */
const phoneSources = [
  'src/shared/plain/phone-layout.tsx',
  'src/phone/my-needs.tsx',
  'src/phone/words.ts',
  'src/needs/words.ts',
];

/** Bytes after gzip of all that the phone's first page loads: the html, what it links to, and the route's chunks. */
export function phonePageBytes(): number {
  const html = readFileSync(join(distFolder, 'index.html'), 'utf8');
  const linked = [...html.matchAll(/(?:src|href)="\/?(assets\/[^"]+)"/g)].map((match) => match[1]!);
  const files = new Set(linked.filter((file) => /\.(js|css)$/.test(file)));
  const manifest = readManifest();
  for (const name of entriesOf(manifest)) collect(manifest, name, files, new Set());
  const sizes = [...files].map((file) => gzipSync(readFileSync(join(distFolder, file))).length);
  return sizes.reduce((sum, size) => sum + size, gzipSync(html).length);
}

function readManifest(): Manifest {
  const file = join(distFolder, '.vite', 'manifest.json');
  if (!existsSync(file)) throw new Error('web/dist has no manifest; build the pages first (./baogong up does)');
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

function entriesOf(manifest: Manifest): string[] {
  return phoneSources.map((source) => {
    const name = Object.keys(manifest).find((key) => manifest[key]!.src?.endsWith(source) || key.endsWith(source));
    if (!name) throw new Error(`${source} is no chunk of the built pages`);
    return name;
  });
}

/** The chunk, its styles and all that it imports at once; what it imports later does not count. */
function collect(manifest: Manifest, name: string, files: Set<string>, seen: Set<string>): void {
  const chunk = manifest[name];
  if (!chunk || seen.has(name)) return;
  seen.add(name);
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  for (const imported of chunk.imports ?? []) collect(manifest, imported, files, seen);
}
