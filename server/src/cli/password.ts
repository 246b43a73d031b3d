import { parseArgs } from 'node:util';
import { newPassword } from '../exercises/index.ts';
import { setPasswordInside } from '../identity/index.ts';
import { loadConfig } from '../platform/config.ts';
import { UsageFailure } from './command.ts';
import { withAct } from './database.ts';

export const summary = 'give an account a fresh password';

export const usage = [
  './baogong password <account>',
  '',
  'Makes a random password for the account and prints it once, alone on standard output. The one before is void, and',
  'whoever was signed in with it is signed out.',
].join('\n');

/** Sets the password in the running city's database, or in the one that this command starts. */
export async function run(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
  const [account, ...rest] = positionals;
  if (account === undefined || rest.length > 0) throw new UsageFailure('Name one account.');
  const password = newPassword();
  const name = await withAct(loadConfig(), (act) => setPasswordInside(act, account.trim().toLowerCase(), password));
  if (name === null) {
    console.error(`There is no account "${account}". 没有这个账号。`);
    return 1;
  }
  console.error(`${name}: the password is shown only now. 密码只显示这一次：`);
  console.log(password);
  return 0;
}
