import { setTimeout as sleep } from 'node:timers/promises';
import { type Contract, contract } from '@baogong/contract';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createGate } from '../../platform/gate.ts';

/** The typed client of the public API, over HTTP. */
export type Client = JsonifiedClient<ContractRouterClient<Contract>>;

/** Everybody who plays shares one line to the server: so many requests under way, none after the stop. */
export type Line = { as(token: string): Client; requests(): number };

const IN_FLIGHT = 16;
/** A command repeated with its id is answered as before, so trying again is safe. */
const TRIES = 4;
const WAIT_MILLISECONDS = 200;

/** `url` without a slash at the end. After `signal` no request leaves; those under way are awaited by their callers. */
export function openLine(url: string, signal: AbortSignal): Line {
  const gate = createGate(IN_FLIGHT);
  let sent = 0;

  async function send(request: Request): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      sent += 1;
      const answer = await fetch(request.clone()).catch((error: unknown) => {
        if (attempt >= TRIES) throw error;
      });
      if (answer && (attempt >= TRIES || !isPassing(answer.status))) return answer;
      await answer?.body?.cancel();
      await sleep(WAIT_MILLISECONDS * attempt);
    }
  }

  return {
    requests: () => sent,
    as: (token) =>
      createORPCClient<Client>(
        new OpenAPILink(contract, {
          url: `${url}/api`,
          headers: { authorization: `Bearer ${token}`, 'accept-language': 'zh' },
          fetch: (request) => gate(() => send(request)),
        }),
      ),
  };
}

/** Answers that may be different a moment later: too many requests, and faults of the server. */
function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}
