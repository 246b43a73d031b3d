import { type OxygenDevice, plannedOxygenGramsPerHour } from '@baogong/solver/forecast';
import type { Devices, Patients } from '@baogong/contract';

/** Oxygen in one full cylinder, g: 13.5 MPa of gas at 20 °C, 1.331 kg/m³; a 40 L one holds 5.4 m³ (domain figures). */
const gramsInCylinder: Record<string, number> = {
  'oxygen-cylinder-4l': 719,
  'oxygen-cylinder-10l': 1797,
  'oxygen-cylinder-15l': 2695,
  'oxygen-cylinder-40l': 7187,
  'oxygen-cylinder-kit-10l': 1797,
  'oxygen-cylinder-kit-40l': 7187,
};

/**
 * What devices and patients take of an item by the planning rates, base units per hour; null where nobody knows how the item is
 * used. Devices, where they are counted, say more than patients.
 */
export function plannedPerHour(item: string, devices: Devices | null, patients: Patients | null): number | null {
  const gramsEach = item === 'liquid-oxygen' ? 1 : gramsInCylinder[item];
  if (gramsEach === undefined || (devices === null && patients === null)) return null;
  const counted = devices !== null && Object.values(devices).some((count) => count > 0);
  const grams = plannedOxygenGramsPerHour(counted || patients === null ? (devices ?? {}) : asDevices(patients));
  return Math.round(grams / gramsEach);
}

/** Severe patients breathe through mask or cannula; critical ones take what the ventilators' planning rate says. */
function asDevices({ severe = 0, critical = 0 }: Patients): Partial<Record<OxygenDevice, number>> {
  return { maskOrCannula: severe, invasiveVentilator: critical };
}
