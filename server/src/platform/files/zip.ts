import type { Readable } from 'node:stream';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { bounds, unreadable } from './sheet.ts';

/** A zip file whose table of contents was read and found harmless. */
export type Archive = {
  has(path: string): boolean;
  /** The part's text, piece by piece; stops with a refusal when it is damaged. */
  text(path: string): AsyncGenerator<string>;
};

/** Opens a zip in memory. Refuses bombs, encrypted and broken ones before anything is unpacked. */
export async function openArchive(content: Buffer): Promise<Archive> {
  const zip = await open(content);
  const entries = await readEntries(zip);
  checkSizes([...entries.values()], content.length);
  return {
    has: (path) => entries.has(path),
    async *text(path) {
      const entry = entries.get(path);
      if (!entry) throw broken();
      const stream = await openEntry(zip, entry);
      try {
        for await (const piece of stream.setEncoding('utf8')) yield piece as string;
      } catch {
        throw broken();
      }
    },
  };
}

/** A part so small that it is read whole. */
export async function wholeText(archive: Archive, path: string, mostCharacters = 20_000_000): Promise<string> {
  let whole = '';
  for await (const piece of archive.text(path)) {
    whole += piece;
    if (whole.length > mostCharacters) throw broken();
  }
  return whole;
}

export function broken() {
  return unreadable('文件已损坏或不完整，请重新保存后再传', 'it is damaged or incomplete; save it again');
}

function open(content: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(content, { lazyEntries: true, autoClose: false }, (error, zip) =>
      error ? reject(broken()) : resolve(zip),
    );
  });
}

function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    zip.on('error', () => reject(broken()));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry);
      if (entries.size > bounds.entries) reject(bomb());
      else zip.readEntry();
    });
    zip.readEntry();
  });
}

/** Sizes as declared; while unpacking, more than declared is an error as well. */
function checkSizes(entries: readonly Entry[], packed: number): void {
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (unpacked > bounds.unpackedBytes) throw bomb();
  if (unpacked > bounds.unsuspectedBytes && unpacked > packed * bounds.unpackedRatio) throw bomb();
  if (entries.some((entry) => entry.isEncrypted())) throw encrypted();
}

export function encrypted() {
  return unreadable('文件有密码或是旧版 .xls', 'it has a password or is of the old .xls kind');
}

function bomb() {
  return unreadable('解压后过大', 'it unpacks to far too much');
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(broken()) : resolve(stream)));
  });
}
