import { parseArgs } from 'node:util';
import { type Role, roleCodes, roles } from '@baogong/contract';
import { createTokenInside, listTokens, revokeTokenInside } from '../identity/index.ts';
import { iso, systemClock } from '../platform/clock.ts';
import { loadConfig } from '../platform/config.ts';
import { type Db, openDatabase } from '../platform/db/database.ts';
import { migrate } from '../platform/db/migrate.ts';
import { Refusal } from '../platform/refusal.ts';
import { UsageFailure } from './command.ts';
import { inTransaction, tellServers, withDatabaseUrl } from './database.ts';

export const summary = 'make, list and revoke API tokens for scripts and for systems of hospitals';

export const usage = [
  './baogong token --role <role> (--area <code or name> | --organisation <id or name>) --name <what for> [--days 90]',
  './baogong token list',
  './baogong token revoke <first characters>',
  '',
  'Prints the secret once, alone on standard output. Send it as "Authorization: Bearer <secret>".',
  'A token has the rights of one post: the role, in that area or for that organisation. It expires after --days (1–366).',
  '',
  'Roles:',
  ...roleCodes.map((role) => `  ${role.padEnd(16)}  ${roles[role].zh}, bound to an ${roles[role].bound}`),
].join('\n');

const options = {
  role: { type: 'string' },
  area: { type: 'string' },
  organisation: { type: 'string' },
  name: { type: 'string' },
  days: { type: 'string', default: '90' },
} as const;

/** Makes, lists or revokes tokens in the running city's database, or in the one that this command starts. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [action = 'make', prefix, ...rest] = positionals;
  if (rest.length > 0 || (prefix !== undefined && action !== 'revoke'))
    throw new UsageFailure(`"${rest[0] ?? prefix}" is too much.`);
  try {
    if (action === 'make') return await withDatabase(prepareMaking(values));
    if (action === 'list') return await withDatabase(list);
    if (action === 'revoke') return await withDatabase((db) => revoke(db, prefix));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(`${error.text('en')}\n${error.text('zh')}`);
    return 1;
  }
  throw new UsageFailure(`"${action}" is none of make, list, revoke.`);
}

/** What was typed is checked before a database is opened. */
function prepareMaking(values: { role?: string; area?: string; organisation?: string; name?: string; days: string }) {
  const { role, name } = values;
  const days = Number(values.days);
  if (role === undefined || !isRole(role)) throw new UsageFailure(`--role must be one of: ${roleCodes.join(', ')}.`);
  if (!name?.trim() || name.length > 200) throw new UsageFailure('--name must say what the token is for.');
  if (!Number.isInteger(days) || days < 1 || days > 366) throw new UsageFailure('--days must be from 1 to 366.');
  const bound = roles[role].bound;
  if (values[bound] === undefined) throw new UsageFailure(`The role ${role} needs --${bound}.`);

  return async (db: Db) => {
    const areaCode = values.area === undefined ? null : await findArea(db, values.area);
    const organisationId = values.organisation === undefined ? null : await findOrganisation(db, values.organisation);
    const made = await inTransaction(db, (act) =>
      createTokenInside(act, { role, areaCode, organisationId, name: name.trim(), days }),
    );
    console.error(`${made.token.name}: ${role}, good until ${made.token.expiresAt}. The secret is shown only now:`);
    console.log(made.secret);
    return 0;
  };
}

async function list(db: Db): Promise<number> {
  const now = iso(systemClock.now());
  const rows = (await listTokens(db)).map((token) => ({
    token: token.prefix,
    name: token.name,
    role: token.role,
    'area or organisation': token.areaCode ?? token.organisationId,
    state: token.revokedAt ? 'revoked' : token.expiresAt <= now ? 'expired' : `until ${token.expiresAt.slice(0, 10)}`,
    'last used': token.lastUsedAt ?? 'never',
  }));
  if (rows.length === 0) console.log('There are no tokens. 还没有令牌。');
  else console.table(rows);
  return 0;
}

async function revoke(db: Db, prefix: string | undefined): Promise<number> {
  if (prefix === undefined) throw new UsageFailure('Give the first characters of the token.');
  const found = (await listTokens(db)).filter(
    (token) => token.revokedAt === null && (token.prefix.startsWith(prefix) || prefix.startsWith(token.prefix)),
  );
  if (found.length !== 1 || !found[0]) {
    console.error(`${found.length} tokens in use begin with "${prefix.slice(0, 9)}"; see ./baogong token list.`);
    return 1;
  }
  const { id } = found[0];
  const revoked = await inTransaction(db, (act) => revokeTokenInside(act, id));
  console.log(`Revoked: ${revoked.prefix}… (${revoked.name}).`);
  return 0;
}

async function findArea(db: Db, given: string): Promise<string> {
  if (/^\d+$/.test(given)) return given;
  const rows = await db.selectFrom('area').select('code').where('name', '=', given).limit(2).execute();
  if (rows.length === 1 && rows[0]) return rows[0].code;
  throw new UsageFailure(`${rows.length === 0 ? 'No' : 'More than one'} area is called "${given}"; give its code.`);
}

async function findOrganisation(db: Db, given: string): Promise<string> {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(given)) return given;
  const rows = await db.selectFrom('organisation').select('id').where('name', '=', given).limit(2).execute();
  if (rows.length === 1 && rows[0]) return rows[0].id;
  throw new UsageFailure(
    `${rows.length === 0 ? 'No' : 'More than one'} organisation is called "${given}"; give its id.`,
  );
}

/** Running servers forget the token at once instead of at their next look at the log. */
async function withDatabase(work: (db: Db) => Promise<number>): Promise<number> {
  return withDatabaseUrl(loadConfig(), async (url) => {
    await migrate(url);
    const { db, close } = openDatabase(url, 2);
    try {
      return await work(db);
    } finally {
      await tellServers(url);
      await close();
    }
  });
}

function isRole(text: string): text is Role {
  return Object.hasOwn(roles, text);
}
