import type { Asset } from '@baogong/contract';
import type { AssetAction } from '@baogong/contract/asset-life';
import { api, newCommandId } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import { attempt } from '../outbox/attempt.ts';
import { keptUnder, type Kept } from '../outbox/kept.ts';

/** What each scan records until another mode is chosen. */
export type Mode = {
  action: AssetAction;
  organisationId: string;
  toOrganisationId: string | null;
  dueOn: string | null;
  inspectBy: string | null;
  patientDepends: boolean;
};

type Moved = { asset: Asset; unexpected: boolean; late: boolean };

/** A scan with what became of it; neither `moved` nor `refused`: it waits for the network. */
export type Scan = {
  commandId: string;
  code: string;
  at: string;
  mode: Mode;
  moved: Moved | null;
  refused: Problem | null;
};

/** So many finished scans stay in sight; what waits stays until it is sent or dropped. */
const KEPT = 30;

/** This person's scans on this device, newest first. */
export function scansOf(personId: string): Kept<Scan[]> {
  return keptUnder<Scan[]>(`baogong.scans.${personId}`, []);
}

export const waits = ({ moved, refused }: Scan): boolean => moved === null && refused === null;

/** Keeps the scan first, then sends it: whatever happens in between, it is answered or still here. */
export async function record(scans: Kept<Scan[]>, code: string, mode: Mode): Promise<void> {
  const scan: Scan = {
    commandId: newCommandId(),
    code: code.slice(0, 300),
    at: new Date().toISOString(),
    mode,
    moved: null,
    refused: null,
  };
  scans.write(trimmed([scan, ...scans.read()]));
  await send(scans, scan);
}

/** Sends what waits, the oldest first, so that steps arrive in their order; stops when the network is gone again. */
export async function sendWaiting(scans: Kept<Scan[]>): Promise<void> {
  for (const scan of scans.read().filter(waits).toReversed()) if (!(await send(scans, scan))) return;
}

/** A refused scan once more, as a new command of the same moment. */
export async function tryAgain(scans: Kept<Scan[]>, scan: Scan): Promise<void> {
  const fresh = { ...scan, commandId: newCommandId(), refused: null };
  scans.write(scans.read().map((each) => (each.commandId === scan.commandId ? fresh : each)));
  await send(scans, fresh);
}

export function drop(scans: Kept<Scan[]>, commandId: string): void {
  scans.write(scans.read().filter((scan) => scan.commandId !== commandId));
}

/** True when it was answered. */
async function send(scans: Kept<Scan[]>, scan: Scan): Promise<boolean> {
  const { commandId, code, at, mode } = scan;
  const answer = (change: Partial<Scan>) =>
    scans.write(trimmed(scans.read().map((each) => (each.commandId === commandId ? { ...each, ...change } : each))));
  const outcome = await attempt(() => api.assets.moveAsset({ commandId, code, happenedAt: at, ...mode }));
  if ('taken' in outcome) answer({ moved: outcome.taken });
  else if (outcome.again) return false;
  else answer({ refused: outcome.problem });
  return true;
}

function trimmed(scans: Scan[]): Scan[] {
  const done = scans.filter((scan) => !waits(scan)).slice(0, KEPT);
  return scans.filter((scan) => waits(scan) || done.includes(scan));
}
