/**
 * Simulated tanks to test forecasts against. They share none of the model's assumptions: consumption is a count of patients
 * who arrive and leave, each with a flow of his own, times a daily course with two humps, with heavy-tailed bursts; gauges round,
 * are bent, and are misread; people sleep; counts of devices lag; deliveries are booked late, at a wrong time, or not at all.
 *
 * Grams, minutes since 1970-01-01T00:00Z.
 */
export type Tank = {
  seed: number;
  capacity: number;
  deadStock: number;
  readings: { at: number; quantity: number }[];
  deliveries: { at: number; quantity: number; bookedAt: number }[];
  usage: { at: number; plannedPerHour: number }[];
  /** True stock and true use within each step. */
  stock: Float64Array;
  used: Float64Array;
  start: number;
  surgeAt: number | null;
};

export const STEP_MINUTES = 5;
const START = 27_800_000;
const PLANNED_GRAMS_PER_DEVICE_HOUR = 30 * 60 * (1000 / 751);

export type Habits = { gauge: 'telemetry' | 'hours' | 'shifts'; rounding: number; surge: number; days: number };

export function simulateTank(seed: number, habits: Habits): Tank {
  const random = randomFrom(seed);
  const steps = (habits.days * 24 * 60) / STEP_MINUTES;
  const flow = consumption(random, habits, steps);
  const mean = flow.baseline * 24;
  const capacity = Math.round((mean * (2 + 8 * random())) / 1e5) * 1e5 + 2e5;
  const deadStock = Math.round(capacity * 0.03);
  const { stock, deliveries } = keepFilled(random, flow.used, capacity, habits);
  const shape = { capacity, stock, step: habits.rounding * capacity, gauge: habits.gauge };
  return {
    seed,
    capacity,
    deadStock,
    readings: readGauge(random, shape),
    deliveries,
    usage: countDevices(random, flow.devices),
    stock,
    used: flow.used,
    start: START,
    surgeAt: flow.surgeStep === null ? null : START + flow.surgeStep * STEP_MINUTES,
  };
}

/** Patients by arrivals and departures, flows of their own, a daily course of two humps, and bursts. */
function consumption(random: () => number, { surge }: Habits, steps: number) {
  const beds = 6 + Math.floor(random() * random() * 120);
  const stay = (2 + 5 * random()) * 24;
  const surgeStep = surge === 1 ? null : Math.floor(steps * (0.35 + 0.35 * random()));
  const rise = ((2 + 3 * random()) * 24 * 60) / STEP_MINUTES;
  const typical = 0.12 + 0.9 * random() * random();
  const hump = 0.04 + 0.16 * random();
  const shift = 24 * random();
  const boilOff = beds * 20;
  const used = new Float64Array(steps);
  const devices = new Float64Array(steps);
  const flows: number[] = [];
  const draw = () => typical * PLANNED_GRAMS_PER_DEVICE_HOUR * Math.exp(0.6 * normal(random));
  for (let bed = 0; bed < beds; bed += 1) flows.push(draw());
  let burst = 0;
  const hours = STEP_MINUTES / 60;
  for (let index = 0; index < steps; index += 1) {
    const wanted =
      beds * (surgeStep === null || index < surgeStep ? 1 : 1 + (surge - 1) * smooth((index - surgeStep) / rise));
    const arriving = (wanted / stay) * hours + Math.max(0, wanted - flows.length) * 0.15 * hours;
    if (random() < arriving) flows.push(draw());
    if (arriving > 1) for (let extra = Math.floor(arriving); extra > 0; extra -= 1) flows.push(draw());
    for (let patient = flows.length - 1; patient >= 0; patient -= 1)
      if (random() < hours / stay) {
        flows[patient] = flows.at(-1)!;
        flows.pop();
      } else if (random() < hours / 12) flows[patient] = draw();
    burst = 0.97 * burst + 0.02 * student(random);
    const time = (index * hours + shift) % 24;
    const course = 1 + hump * (bell(time, 10, 3) + 0.7 * bell(time, 19, 2) - bell(time, 3, 3));
    let flow = boilOff;
    for (const each of flows) flow += each;
    used[index] = Math.max(0, flow * course * Math.exp(burst)) * hours;
    devices[index] = flows.length;
  }
  return { used, devices, surgeStep, baseline: beds * typical * PLANNED_GRAMS_PER_DEVICE_HOUR * 1.2 };
}

/** Tankers come some hours after the stock has fallen below the site's mark; in a surge they are late and bring less. */
function keepFilled(random: () => number, used: Float64Array, capacity: number, { surge }: Habits) {
  const stock = new Float64Array(used.length);
  const deliveries: Tank['deliveries'] = [];
  const mark = 0.12 + 0.3 * random();
  let level = capacity * (0.5 + 0.45 * random());
  let due = -1;
  for (let index = 0; index < used.length; index += 1) {
    level = Math.max(0, level - used[index]!);
    if (due < 0 && level < mark * capacity)
      due = index + Math.round(((2 + 6 * random() * (surge > 1 ? 2 : 1)) * 60) / STEP_MINUTES);
    if (index === due) {
      due = -1;
      const brought = (capacity * (0.75 + 0.2 * random()) - level) * (random() < 0.3 ? 0.5 : 1);
      level += brought;
      const at = START + index * STEP_MINUTES;
      const happened = at + Math.round(25 * normal(random));
      const weighed = Math.round((brought * (1 + 0.008 * student(random))) / 1e4) * 1e4;
      const bookedAt = Math.max(at, happened) + (random() < 0.2 ? 240 * random() : 15);
      if (random() > 0.03 && weighed > 0) deliveries.push({ at: happened, quantity: weighed, bookedAt });
    }
    stock[index] = level;
  }
  return { stock, deliveries };
}

function readGauge(
  random: () => number,
  tank: { capacity: number; stock: Float64Array; step: number; gauge: Habits['gauge'] },
) {
  const readings: Tank['readings'] = [];
  const bend = 0.012 * (2 * random() - 1);
  let silentUntil = -1;
  for (let index = 0; index < tank.stock.length; index += 1) {
    const hour = ((index * STEP_MINUTES) / 60) % 24;
    if (!isRead(random, tank.gauge, index, hour) || index < silentUntil) continue;
    if (random() < 0.004) silentUntil = index + (random() * 1440) / STEP_MINUTES;
    const share = tank.stock[index]! / tank.capacity;
    const shown = tank.stock[index]! + tank.capacity * (bend * Math.sin(Math.PI * share) + 0.003 * student(random));
    const rounded = Math.round(shown / tank.step) * tank.step;
    const misread =
      random() < 0.008 ? rounded + (random() < 0.5 ? -0.1 : 0.1) * tank.capacity * Math.ceil(3 * random()) : rounded;
    readings.push({
      at: START + index * STEP_MINUTES,
      quantity: Math.round(Math.min(tank.capacity, Math.max(0, misread))),
    });
  }
  return readings;
}

function isRead(random: () => number, gauge: Habits['gauge'], index: number, hour: number): boolean {
  if (gauge === 'telemetry') return index % 3 === 0;
  if (gauge === 'hours') return hour >= 6.5 && hour <= 22 && random() < STEP_MINUTES / 100;
  return (
    random() < (Math.abs(hour - 7.5) < 0.5 || Math.abs(hour - 13.5) < 0.5 || Math.abs(hour - 19.5) < 0.5 ? 0.12 : 0.001)
  );
}

/** Wards report twice or three times a day what was true some hours ago. */
function countDevices(random: () => number, devices: Float64Array) {
  const usage: Tank['usage'] = [];
  for (let index = 0; index < devices.length; index += 1) {
    const hour = ((index * STEP_MINUTES) / 60) % 24;
    if (hour % 8 !== 0 || random() < 0.25) continue;
    const lag = Math.round(((1 + 9 * random()) * 60) / STEP_MINUTES);
    const counted = Math.max(0, Math.round(devices[Math.max(0, index - lag)]! * (1 + 0.06 * normal(random))));
    usage.push({ at: START + index * STEP_MINUTES, plannedPerHour: counted * PLANNED_GRAMS_PER_DEVICE_HOUR });
  }
  return usage;
}

function smooth(share: number): number {
  const bounded = Math.min(1, Math.max(0, share));
  return bounded * bounded * (3 - 2 * bounded);
}

function bell(time: number, middle: number, width: number): number {
  const apart = Math.min(Math.abs(time - middle), 24 - Math.abs(time - middle));
  return Math.exp(-0.5 * (apart / width) ** 2);
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Student's t with three degrees of freedom: now and then very far off. */
function student(random: () => number): number {
  const [one, two, three] = [normal(random), normal(random), normal(random)];
  return (normal(random) / Math.sqrt((one * one + two * two + three * three) / 3)) * 0.7;
}

/** Mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
