import { ConfigFailure, configHelp } from '../platform/config.ts';
import { EngineFailure } from '../platform/engine/failure.ts';
import { UsageFailure } from './command.ts';
import type { Command } from './command.ts';

/** Every command and its file. A command is loaded only when it is called or listed. */
const commands: Record<string, () => Promise<Command>> = {
  up: () => import('./up.ts'),
  generate: () => import('./generate.ts'),
  import: () => import('./import.ts'),
  parse: () => import('./parse.ts'),
  solve: () => import('./solve.ts'),
  check: () => import('./check.ts'),
  test: () => import('./test.ts'),
  token: () => import('./token.ts'),
  password: () => import('./password.ts'),
  replay: () => import('./replay.ts'),
};

const [name = 'help', ...args] = process.argv.slice(2);
process.exitCode = await answer(name, args);

async function answer(name: string, args: string[]): Promise<number> {
  if (['help', '--help', '-h'].includes(name)) return help(args[0]);
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) return unknown(name);
  const command = await load();
  if (args.includes('--help') || args.includes('-h')) return help(name);
  return run(command, args);
}

/** Expected failures say cause and cure; anything else is a bug and shows where it happened. */
async function run(command: Command, args: string[]): Promise<number> {
  try {
    return await command.run(args);
  } catch (error) {
    if (isCallersFault(error)) {
      console.error(`${error.message}\n\n${command.usage}`);
      return 2;
    }
    console.error(error instanceof EngineFailure || error instanceof ConfigFailure ? error.message : error);
    return 1;
  }
}

/** `parseArgs` of node:util reports unknown and incomplete options with codes of this family. */
function isCallersFault(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return error instanceof UsageFailure || ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_'));
}

async function help(topic: string | undefined): Promise<number> {
  if (topic === undefined) console.log(await list());
  else if (topic === 'config') console.log(configHelp());
  else if (Object.hasOwn(commands, topic)) console.log((await commands[topic]?.())?.usage);
  else return unknown(topic);
  return 0;
}

async function unknown(name: string): Promise<number> {
  console.error(`There is no command "${name}". 没有这个命令。\n\n${await list()}`);
  return 2;
}

async function list(): Promise<string> {
  const width = Math.max(...Object.keys(commands).map((name) => name.length), 'help config'.length);
  const rows = Object.entries(commands).map(
    async ([name, load]) => `  ${name.padEnd(width)}  ${(await load()).summary}`,
  );
  return [
    'Baogong 保供: ./baogong <command> [arguments]',
    '',
    ...(await Promise.all(rows)),
    `  ${'help'.padEnd(width)}  this list; help <command> explains one`,
    `  ${'help config'.padEnd(width)}  the environment variables`,
  ].join('\n');
}
