import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runChild } from './child.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const fontFolders = ['/usr/share/fonts/opentype/noto', '/usr/share/fonts/noto-cjk', '/usr/share/fonts/truetype/wqy'];
const packages = ['chromium', 'fonts-noto-cjk'];

/** The browser's program: BAOGONG_CHROMIUM, else the first known name in the path. */
export function findChromium(): string | undefined {
  const given = process.env.BAOGONG_CHROMIUM;
  if (given) return isProgram(given) ? given : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

/** Installs browser and fonts with Debian's packages where they are missing; says how where it can't. */
export async function ensureChromium(): Promise<boolean> {
  const found = findChromium();
  const isComplete =
    found !== undefined && (process.env.BAOGONG_CHROMIUM || fontFolders.some((folder) => existsSync(folder)));
  if (!isComplete && !process.env.BAOGONG_CHROMIUM) await install();
  const program = findChromium();
  console.log(program ?? `Chromium is missing. ${advice()}`);
  return program !== undefined;
}

/** apt knows no packages on a bare machine until its lists are fetched, and must not ask questions. */
async function install(): Promise<void> {
  const before = asRoot();
  if (!before || !existsSync('/usr/bin/apt-get')) return;
  console.log(`Installing ${packages.join(' and ')} …`);
  const quiet = [...before, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-o', 'Dpkg::Use-Pty=0'];
  await runChild([...quiet, 'update'], { minutes: 5 });
  await runChild([...quiet, 'install', '-y', '--no-install-recommends', ...packages], { minutes: 10 });
}

/** Nothing for root, `sudo` without a password question where it is installed; undefined where neither is possible. */
function asRoot(): string[] | undefined {
  if (process.geteuid?.() === 0) return [];
  return existsSync('/usr/bin/sudo') ? ['/usr/bin/sudo', '-n'] : undefined;
}

function advice(): string {
  if (process.env.BAOGONG_CHROMIUM) return 'BAOGONG_CHROMIUM does not name a program that can be run.';
  return `Install it (Debian, as root: apt-get update && apt-get install ${packages.join(' ')}), or set BAOGONG_CHROMIUM to its path.`;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
