import { UsageFailure } from '../command.ts';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

/** The input can't be used: its message is shown, the exit code is 2. */
export class InputFailure extends Error {
  override name = 'InputFailure';
}

/** A text file, or standard input for `-`. */
export async function readInput(path: string): Promise<string> {
  try {
    return path === '-' ? await text(process.stdin) : await readFile(path, 'utf8');
  } catch (error) {
    throw new InputFailure(`${nameOf(path)}: ${messageOf(error)}`);
  }
}

export function parseJson(given: string, path: string): unknown {
  try {
    return JSON.parse(given);
  } catch (error) {
    throw new InputFailure(`${nameOf(path)}: 不是 JSON，not JSON: ${messageOf(error)}`);
  }
}

/** How messages call a file. */
export function nameOf(path: string): string {
  return path === '-' ? '标准输入 standard input' : path;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Runs the work of a command; input that can't be used is told in a line. */
export async function withInput(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InputFailure)) throw error;
    console.error(error.message);
    return 2;
  }
}

/** `1 route`, `2 routes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `zh` unless `en` is asked for. */
export function languageOf(given: string | undefined): 'zh' | 'en' {
  return given === 'en' ? 'en' : 'zh';
}

/** The number of an option; undefined when it isn't given. */
export function numberOf(name: string, given: string | undefined, least: number): number | undefined {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (given.trim() === '' || !Number.isFinite(value) || value < least || value > 2 ** 31)
    throw new UsageFailure(`--${name} must be a number of at least ${least}.`);
  return value;
}
