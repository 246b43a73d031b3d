import { type Element, ElementReader } from './element-reader.ts';
import type { InputFault, Operation, Plan, Problem, Shift } from './problem.ts';

export type SolutionReading = { plan: Plan; faults: readonly [] } | { plan?: undefined; faults: readonly InputFault[] };

/**
 * Reads a solution of the challenge (`IRP_Roadef_Challenge_Output`). Shifts come back in the order of the file, which the
 * rules read as the order of their start. What points at nothing in the instance is a fault here, not a broken rule.
 */
export function readSolution(xml: string, problem: Problem): SolutionReading {
  const reader = new ElementReader(xml);
  const root = reader.root('IRP_Roadef_Challenge_Output');
  if (!root) return { faults: reader.faults };
  const shifts = root.list('Shifts').map((element, at) => readShift(element, at, problem));
  return reader.faults.length > 0 ? { faults: reader.faults } : { plan: { shifts }, faults: [] };
}

/** A plan in the challenge's XML, shifts in the order of their start, as its rules demand. */
export function writeSolution(plan: Plan): string {
  const shifts = [...plan.shifts].sort((one, other) => one.startMinute - other.startMinute);
  const lines = ['<?xml version="1.0" encoding="utf-8"?>', '<IRP_Roadef_Challenge_Output>', '  <Shifts>'];
  for (const [index, shift] of shifts.entries()) lines.push(...writeShift(shift, index));
  return [...lines, '  </Shifts>', '</IRP_Roadef_Challenge_Output>', ''].join('\n');
}

function readShift(element: Element, at: number, problem: Problem): Shift {
  element.expectIndex(at);
  return {
    driver: within(element, 'driver', problem.drivers.length),
    trailer: within(element, 'trailer', problem.trailers.length),
    startMinute: element.integer('start'),
    operations: element.list('operations').map((operation) => readOperation(operation, problem)),
  };
}

function readOperation(element: Element, { sources, customers }: Problem): Operation {
  return {
    point: within(element, 'point', 1 + sources.length + customers.length),
    arrivalMinute: element.integer('arrival'),
    quantityKg: element.number('Quantity'),
  };
}

function within(element: Element, name: string, count: number): number {
  const value = element.integer(name);
  if (value >= 0 && value < count) return value;
  element.fault(name, `${value} is not in the instance (0 to ${count - 1})`);
  return 0;
}

function writeShift({ driver, trailer, startMinute, operations }: Shift, index: number): string[] {
  return [
    '    <IRP_Roadef_Challenge_Shift_>',
    `      <index>${index}</index>`,
    `      <driver>${driver}</driver>`,
    `      <trailer>${trailer}</trailer>`,
    `      <start>${startMinute}</start>`,
    '      <operations>',
    ...operations.flatMap(writeOperation),
    '      </operations>',
    '    </IRP_Roadef_Challenge_Shift_>',
  ];
}

function writeOperation({ point, arrivalMinute, quantityKg }: Operation): string[] {
  return [
    '        <IRP_Roadef_Challenge_Operation_>',
    `          <point>${point}</point>`,
    `          <arrival>${arrivalMinute}</arrival>`,
    `          <Quantity>${quantityKg}</Quantity>`,
    '        </IRP_Roadef_Challenge_Operation_>',
  ];
}
