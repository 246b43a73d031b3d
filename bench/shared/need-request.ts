import { newId } from '@baogong/contract';
import type { BenchHospital } from './city.ts';
import { requestText } from './connection.ts';

const items = ['medical-protective-mask', 'oxygen-cylinder-40l', 'protective-clothing'];

/** A hospital's three-line need as it goes on the wire, under a fresh command id. */
export function needRequest(hospital: BenchHospital, count: number): string {
  const body = {
    commandId: newId(),
    organisationId: hospital.id,
    kind: 'goods',
    priority: 'urgent',
    lines: items.map((item, position) => ({ item, quantity: 20 + ((count + position) % 50) })),
  };
  return requestText('POST', '/api/needs', hospital.token, JSON.stringify(body));
}
