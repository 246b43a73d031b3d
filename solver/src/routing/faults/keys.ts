import { limits } from './limits.ts';
import { type Check, decimal, flag, list, oneOf, positive, record, shape, text, whole } from './shape.ts';

/** Every key of a problem and what may stand there, object by object. Matrices have a check of their own. */

const id = whole(limits.id);
const unsigned = whole(limits.unsigned);
const seconds = whole(limits.seconds);
const money = decimal(limits.money);
const quantity = whole(limits.quantity);
const amounts = list(quantity, { most: limits.dimensions });
const skills = list(unsigned);
const secondsByType = record(seconds);

const pair: Check = (value, path, faults) => {
  const before = faults.found.length;
  list(unsigned, { least: 2, most: 2 })(value, path, faults);
  if (faults.found.length > before) return;
  const [from, to] = value as [number, number];
  if (from > to) faults.add(path, 'window-reversed', { from, to });
};

const windows: Check = (value, path, faults) => {
  const before = faults.found.length;
  list(pair, { least: 1 })(value, path, faults);
  if (faults.found.length > before) return;
  const sorted = [...(value as [number, number][])].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const late = sorted.findIndex((window, at) => at > 0 && window[0] <= sorted[at - 1]![1]);
  if (late > 0) faults.add(path, 'windows-overlap', { from: sorted[late]![0], to: sorted[late - 1]![1] });
};

const coordinates: Check = (value, path, faults) => {
  if (!Array.isArray(value) || value.length < 2) return faults.add(path, 'not-coordinates');
  decimal(180, -180)(value[0], `${path}[0]`, faults);
  decimal(90, -90)(value[1], `${path}[1]`, faults);
};

const whereabouts = { location: coordinates, location_index: unsigned };

const stop = {
  id,
  description: text,
  ...whereabouts,
  setup: seconds,
  service: seconds,
  setup_per_type: secondsByType,
  service_per_type: secondsByType,
  time_windows: windows,
  max_vehicle_size: decimal(limits.unsigned),
  vehicle_types: list(text, { least: 1 }),
  lateness: shape({ most: seconds, per_hour: money }, ['most', 'per_hour']),
};

const optional = { skills, priority: whole(limits.priority), drop_cost: money };

const job = shape({ ...stop, ...optional, delivery: amounts, pickup: amounts, amount: amounts }, ['id']);

const shipment = shape({ ...optional, amount: amounts, pickup: shape(stop, ['id']), delivery: shape(stop, ['id']) }, [
  'pickup',
  'delivery',
]);

const vehicle = shape(
  {
    id,
    profile: text,
    description: text,
    start: coordinates,
    start_index: unsigned,
    end: coordinates,
    end_index: unsigned,
    capacity: amounts,
    costs: shape({ fixed: money, per_hour: money, per_task_hour: money, per_km: money }),
    skills,
    type: text,
    time_window: pair,
    breaks: list(shape({ id, description: text, time_windows: windows, service: seconds, max_load: amounts }, ['id'])),
    speed_factor: positive(limits.speedFactor),
    max_tasks: quantity,
    max_travel_time: quantity,
    max_distance: quantity,
    steps: list(vehicleStep()),
    max_duration: quantity,
    reloads: list(shape({ id, description: text, ...whereabouts, service: seconds, time_windows: windows }, ['id'])),
    max_reloads: quantity,
    size: decimal(limits.unsigned),
    driving_limit: shape({ driving: positive(limits.seconds), rest: positive(limits.seconds) }, ['driving', 'rest']),
  },
  ['id'],
);

function vehicleStep(): Check {
  return shape(
    {
      type: oneOf('start', 'job', 'pickup', 'delivery', 'break', 'reload', 'end'),
      id,
      service_at: unsigned,
      service_after: unsigned,
      service_before: unsigned,
      locked: flag,
    },
    ['type'],
  );
}

const anything: Check = () => {};

/** All of a problem but what its parts say together. */
export const problemShape: Check = shape(
  {
    vehicles: list(vehicle, { least: 1, most: limits.vehicles }),
    jobs: list(job, { most: limits.tasks }),
    shipments: list(shipment, { most: limits.tasks }),
    matrices: anything,
    matrix: anything,
    travel: record(shape({ speed_kmh: positive(limits.speedKmh), detour: decimal(limits.detour, 1) })),
    change_cost: money,
  },
  ['vehicles'],
);
