import { setTimeout as sleep } from 'node:timers/promises';

export type Answer = { status: number; body: Record<string, unknown> };
export type Call = { path: string; token: string; body?: { commandId: string } & Record<string, unknown> };

const ANSWERS_WITHIN_MS = 10_000;
const TRIES_AGAIN_AFTER_MS = 100;

/**
 * Sends the same request, with the same command id, until it is answered: what a client does whose server fell over in
 * the middle. An answer is anything but silence, a failure of the server or "too busy". Gives up after `patienceMs`.
 */
export async function insist(address: () => string, call: Call, patienceMs = 120_000): Promise<Answer> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(TRIES_AGAIN_AFTER_MS)) {
    const answer = await attempt(address(), call);
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`no answer to ${call.path} in ${patienceMs / 1000} s`);
  }
}

async function attempt(address: string, { path, token, body }: Call): Promise<Answer | null> {
  try {
    const response = await fetch(`${address}/api${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    return response.status < 500 && response.status !== 429 ? { status: response.status, body: answer } : null;
  } catch {
    return null;
  }
}
