/**
 * Planning rates of oxygen by device, litres a minute at 20 °C: WHO Essential Supplies Forecasting Tool (severe, mask or cannula:
 * 10 (5–15); critical: 30). Measured flows are often far lower: ventilation 2.9 (1.8–4.1), high flow 14.2 (8.4–18.4) in
 * PROXY-COVID (Am J Trop Med Hyg 2023;108:1035). So they are a start that each site corrects from its own gauge.
 */
export const oxygenLitresPerMinute = {
  maskOrCannula: 10,
  highFlow: 30,
  nonInvasiveVentilator: 30,
  invasiveVentilator: 30,
} as const;

export type OxygenDevice = keyof typeof oxygenLitresPerMinute;

/** 1 t of liquid oxygen is 751 m³ of gas at 20 °C. */
export const OXYGEN_GRAMS_PER_LITRE = 1000 / 751;

/**
 * What devices in use would take by the planning rates, g/h. 148 devices of 30 L/min: 355,000 g/h, 8.5 t a day.
 * @throws RangeError where a count is negative or no number
 */
export function plannedOxygenGramsPerHour(devices: Partial<Record<OxygenDevice, number>>): number {
  let litresPerMinute = 0;
  for (const [device, each] of Object.entries(oxygenLitresPerMinute)) {
    const count = devices[device as OxygenDevice] ?? 0;
    if (!(count >= 0 && count < 1e9)) throw new RangeError(`${device}: ${count} is no number of devices`);
    litresPerMinute += count * each;
  }
  return litresPerMinute * 60 * OXYGEN_GRAMS_PER_LITRE;
}
