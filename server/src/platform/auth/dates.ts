import type { KyselyPlugin } from 'kysely';

/**
 * Better-auth compares Date objects, while our driver gives instants as ISO 8601 text: a text compared with a Date is
 * never smaller, so a session would never expire. Turns every `…_at` column of a result into a Date.
 */
export const instantsAsDates: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }) {
    return { ...result, rows: result.rows.map(withDates) };
  },
};

function withDates(row: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    name.endsWith('_at') && typeof value === 'string' ? new Date(value) : value,
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}
