import { spawnSync } from 'node:child_process';
import { chown, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineFailure } from './failure.ts';

/** How PostgreSQL's programs are called: PostgreSQL refuses to run as root. */
export type Identity = {
  name: 'self' | 'namespace' | 'capability';
  /** Puts what is needed before a command: `[program, ...args]`. Each of these wrappers execs, so the pid stays. */
  wrap: (command: string[]) => string[];
  /** Who must own the database files, as seen from outside. */
  owner: { uid: number; gid: number };
};

type Account = { uid: number; gid: number };

const root: Account = { uid: 0, gid: 0 };

/**
 * Not root: as ourselves. Root: in a user namespace in which the server isn't root while its files stay root's (so a
 * clone under /root works); where namespaces are off, as an ordinary system account that keeps only the right to pass
 * closed folders on the way to its files.
 */
export async function chooseIdentity(allowed: Identity['name'][] = ['namespace', 'capability']): Promise<Identity> {
  const uid = process.geteuid?.() ?? 0;
  if (uid !== 0) return { name: 'self', wrap: (command) => command, owner: { uid, gid: process.getegid?.() ?? 0 } };
  const account = await ordinaryAccount();
  const found = identitiesForRoot(account).find((each) => allowed.includes(each.name) && works(each));
  if (found) return found;
  throw new EngineFailure(
    'PostgreSQL cannot run as root here: user namespaces are off (unshare -U) and setpriv does not work either. ' +
      'Run as an ordinary user, or set DATABASE_URL to a PostgreSQL 15 or newer.',
  );
}

/** Gives the database files to the identity's owner where another identity wrote them before. */
export async function giveFilesTo(owner: Identity['owner'], folder: string): Promise<void> {
  const { uid } = await stat(folder);
  if (uid === owner.uid) return;
  if (process.geteuid?.() !== 0) {
    throw new EngineFailure(
      `${folder} belongs to another user (uid ${uid}). Run as that user, set BAOGONG_DATA to a folder of your own, ` +
        `or hand it over once: chown -R ${owner.uid}:${owner.gid} ${folder}`,
    );
  }
  for (const path of await readdir(folder, { recursive: true })) await chown(join(folder, path), owner.uid, owner.gid);
  await chown(folder, owner.uid, owner.gid);
}

function identitiesForRoot({ uid, gid }: Account): Identity[] {
  const namespace = ['unshare', '-U', `--map-user=${uid}`, `--map-group=${gid}`, '--'];
  const account = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const only = '-all,+dac_override';
  const rights = [`--inh-caps=${only}`, '--ambient-caps=+dac_override', `--bounding-set=${only}`];
  // Without this bit the kernel sets the right aside in access(2), with which initdb looks for its programs.
  const capability = ['setpriv', '--securebits=+no_setuid_fixup', ...account, ...rights, '--'];
  return [
    { name: 'namespace', wrap: (command) => [...namespace, ...command], owner: root },
    { name: 'capability', wrap: (command) => [...capability, ...command], owner: { uid, gid } },
  ];
}

function works(identity: Identity): boolean {
  const [program = '', ...args] = identity.wrap(['true']);
  return spawnSync(program, args, { stdio: 'ignore', timeout: 5000 }).status === 0;
}

/** initdb looks its user up by number, so the number must be one that /etc/passwd knows. */
async function ordinaryAccount(): Promise<Account> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  const rank = ['postgres', 'daemon', 'nobody'];
  const known = rank.map((name) => lines.find((fields) => fields[0] === name)).find((fields) => fields);
  const fields = known ?? lines.find((each) => Number(each[2]) > 0);
  if (!fields) throw new EngineFailure('No account other than root exists here. Set DATABASE_URL, or add a user.');
  return { uid: Number(fields[2]), gid: Number(fields[3]) };
}
