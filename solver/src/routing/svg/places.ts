import type { PlanStep, RoutingPlan } from '../plan.ts';
import type { RoutingProblem, Vehicle } from '../problem.ts';
import { embed, type Point } from './embed.ts';
import { endOf, hasMatrices, legsOf, type Place, placeOfStop, startOf, UNREACHABLE } from '../travel/travel.ts';
import { nameOf, reloadOf, tasksOf } from '../verify/tasks.ts';

/** Where things are in the drawing. */
export type Map = {
  at(place: Place): Point;
  /** Metres a pixel; undefined where positions follow from travel. */
  metresPerPixel?: number;
};

export type Box = { x: number; y: number; width: number; height: number };

/** The place of each step of a plan; of breaks none. */
export function placesOfSteps(problem: RoutingProblem): (vehicle: Vehicle, step: PlanStep) => Place | undefined {
  const tasks = tasksOf(problem);
  return (vehicle, step) => {
    if (step.type === 'start') return startOf(vehicle);
    if (step.type === 'end') return endOf(vehicle);
    const stop = step.type === 'reload' ? reloadOf(vehicle, step.id) : tasks.get(nameOf(step.type, step.id))?.stop;
    return stop && placeOfStop(stop);
  };
}

/** All that is drawn: stops of routes, ends of used vehicles, tasks left out. */
export function drawnPlaces(problem: RoutingProblem, plan: RoutingPlan): Place[] {
  const placeOf = placesOfSteps(problem);
  const vehicles = new Map(problem.vehicles.map((vehicle) => [vehicle.id, vehicle]));
  const tasks = tasksOf(problem);
  const onRoutes = plan.routes.flatMap(({ vehicle, steps }) => {
    const own = vehicles.get(vehicle);
    return own ? steps.flatMap((step) => placeOf(own, step) ?? []) : [];
  });
  const left = plan.unassigned.flatMap(({ type, id }) => tasks.get(nameOf(type, id))?.stop ?? []).map(placeOfStop);
  return [...onRoutes, ...left];
}

/** Fits the places into a box, north up; from travel times where some have no coordinates. */
export function mapOf(problem: RoutingProblem, places: Place[], box: Box): Map {
  return places.every(({ coordinates }) => coordinates) ? byCoordinates(places, box) : byTravel(problem, places, box);
}

function byCoordinates(places: Place[], box: Box): Map {
  const all = places.map(({ coordinates }) => coordinates!);
  const middle = (Math.min(...all.map(northOf)) + Math.max(...all.map(northOf))) / 2;
  // Degrees of longitude are shorter than those of latitude, away from the equator.
  const narrow = Math.max(0.05, Math.cos((middle * Math.PI) / 180));
  const flat = ({ coordinates }: Place): Point => [coordinates![0] * narrow, -coordinates![1]];
  const { place, scale } = fit(places.map(flat), box);
  return { at: (given) => place(flat(given)), metresPerPixel: 111_195 / scale };
}

function northOf([, latitude]: [number, number]): number {
  return latitude;
}

function byTravel(problem: RoutingProblem, places: Place[], box: Box): Map {
  const key = ({ index, coordinates }: Place) => (hasMatrices(problem) ? `${index}` : `${coordinates}`);
  const distinct = [...new Map(places.map((place) => [key(place), place])).values()];
  const legOf = legsOf(problem, problem.vehicles[0]!);
  const seconds = (from: number, to: number) => legOf(distinct[from]!, distinct[to]!).seconds;
  const longest = longestWay(distinct.length, seconds);
  const points = embed(distinct.length, (from, to) => Math.min(seconds(from, to), 2 * longest));
  const { place } = fit(points, box);
  const known = new Map(distinct.map((given, at) => [key(given), place(points[at]!)]));
  return { at: (given) => known.get(key(given))! };
}

/** The longest leg from the first place that can be driven: others are drawn at most twice as far. */
function longestWay(count: number, seconds: (from: number, to: number) => number): number {
  let longest = 1;
  for (let to = 0; to < count; to += 1) {
    const leg = seconds(0, to);
    if (leg < UNREACHABLE && leg > longest) longest = leg;
  }
  return longest;
}

function fit(points: Point[], box: Box): { place: (point: Point) => Point; scale: number } {
  const [left, right] = [extreme(points, 0, Math.min), extreme(points, 0, Math.max)];
  const [top, bottom] = [extreme(points, 1, Math.min), extreme(points, 1, Math.max)];
  const scale = Math.min(box.width / Math.max(1e-9, right - left), box.height / Math.max(1e-9, bottom - top), 1e9);
  const x = box.x + (box.width - scale * (right - left)) / 2;
  const y = box.y + (box.height - scale * (bottom - top)) / 2;
  return { place: ([east, south]) => [x + scale * (east - left), y + scale * (south - top)], scale };
}

function extreme(points: Point[], axis: 0 | 1, choose: (one: number, other: number) => number): number {
  return points.reduce((best, point) => choose(best, point[axis]), points[0]?.[axis] ?? 0);
}
