import { mayDo } from '@baogong/contract';
import type { Actor } from '../platform/actor.ts';
import { passwordMark } from '../platform/auth/passwords.ts';
import { runCommand } from '../platform/http/command.ts';
import type { ActorContext } from '../platform/http/context.ts';
import { procedures } from '../platform/http/procedures.ts';
import { createPerson, revisePerson, setLocale } from './people.ts';
import { describeMe, listPeople } from './people-read.ts';
import { setup, setupActor, setupState } from './setup.ts';
import { createToken, revokeToken } from './tokens.ts';
import { listTokens } from './token-read.ts';
import { identityChanged } from './voided.ts';

const routes = procedures.identity;

/** People, posts and tokens. What this process remembers of a person or token is void at once when it changes. */
export const identityHandlers = {
  me: routes.me.handler(({ context }) => describeMe(context.db, context.actor)),

  setLocale: routes.setLocale.handler(async ({ context, input }) => {
    const { personId } = context.actor;
    const work = runCommand(context, 'identity.setLocale', input, (act) => setLocale(act, input.locale));
    await (personId === null ? work : changing(personId, work));
    return describeMe(context.db, { ...context.actor, locale: input.locale });
  }),

  setupState: routes.setupState.handler(({ context }) => setupState(context.db)),

  setup: routes.setup.handler(async ({ context, input }) => {
    const marked = await withoutPassword(input);
    const acting: ActorContext = { ...context, actor: setupActor };
    return runCommand(acting, 'identity.setup', marked, (act) => setup(act, input));
  }),

  listPeople: routes.listPeople.handler(({ context, input }) =>
    listPeople(context.db, input, seesPhones(context.actor)),
  ),

  createPerson: routes.createPerson.handler(async ({ context, input }) => {
    const marked = await withoutPassword(input);
    return runCommand(context, 'identity.createPerson', marked, (act) => createPerson(act, input));
  }),

  revisePerson: routes.revisePerson.handler(async ({ context, input }) => {
    const marked = await withoutPassword(input);
    const work = runCommand(context, 'identity.revisePerson', marked, (act) => revisePerson(act, input));
    return changing(input.id, work);
  }),

  listTokens: routes.listTokens.handler(({ context }) => listTokens(context.db)),

  /**
   * The answer that is kept for a repeat of the command holds no secret: it exists in the first answer only. A repeat
   * gets the same token with the secret ''; whoever lost the first answer revokes the token and makes another.
   */
  createToken: routes.createToken.handler(async ({ context, input }) => {
    let secret = '';
    const token = await runCommand(context, 'identity.createToken', input, async (act) => {
      const made = await createToken(act, input);
      secret = made.secret;
      return made.token;
    });
    return { token, secret };
  }),

  revokeToken: routes.revokeToken.handler(({ context, input }) =>
    changing(
      input.id,
      runCommand(context, 'identity.revokeToken', input, (act) => revokeToken(act, input.id)),
    ),
  ),
};

/** Only who may change people may see their numbers. */
function seesPhones(actor: Actor): boolean {
  return mayDo(actor.posts, 'people.write');
}

/** Whoever is remembered as this person or token in this process is looked up again from now on. */
async function changing<Answer>(subject: string, work: Promise<Answer>): Promise<Answer> {
  const answer = await work;
  identityChanged(subject);
  return answer;
}

/** What is hashed to tell one command from another must not make the password easier to guess. */
async function withoutPassword<Input extends { commandId: string; password?: string }>(input: Input): Promise<Input> {
  if (input.password === undefined) return input;
  return { ...input, password: await passwordMark(input.password, input.commandId) };
}
