import type { InputFault } from './problem.ts';
import { lineAt, readXml, type XmlElement } from './xml.ts';

/** Reads typed values out of an XML document and gathers what is missing or malformed, with the line of its element. */
export class ElementReader {
  readonly faults: InputFault[] = [];
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The root element, if the document is well-formed and the root has this name. */
  root(name: string): Element | undefined {
    const { root, fault } = readXml(this.text);
    if (!root) this.faults.push({ path: '', ...fault });
    else if (root.name !== name) this.fault(root, '', `the root element is <${root.name}>, expected <${name}>`);
    else return new Element(this, root, name);
    return undefined;
  }

  fault(element: XmlElement, path: string, message: string): void {
    if (this.faults.length < MOST_FAULTS)
      this.faults.push({ path, message, line: lineAt(this.text, element.offset + 1) });
  }
}

const MOST_FAULTS = 100;
const decimalPattern = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?\s*$/;

/** One element with its path. Getters answer 0 or nothing where they found a fault: the faults decide in the end. */
export class Element {
  private readonly reader: ElementReader;
  private readonly element: XmlElement;
  private readonly path: string;
  private readonly byName = new Map<string, XmlElement>();

  constructor(reader: ElementReader, element: XmlElement, path: string) {
    this.reader = reader;
    this.element = element;
    this.path = path;
    for (const child of element.children) if (!this.byName.has(child.name)) this.byName.set(child.name, child);
  }

  fault(name: string, message: string): void {
    this.reader.fault(this.byName.get(name) ?? this.element, `${this.path}.${name}`, message);
  }

  child(name: string): Element | undefined {
    const found = this.byName.get(name);
    if (!found) this.fault(name, `<${name}> is missing`);
    return found && new Element(this.reader, found, `${this.path}.${name}`);
  }

  /** Children of the child `name`, whatever they are called. */
  list(name: string): Element[] {
    const found = this.byName.get(name);
    if (!found) this.fault(name, `<${name}> is missing`);
    return (found?.children ?? []).map((each, at) => new Element(this.reader, each, `${this.path}.${name}[${at}]`));
  }

  number(name: string): number {
    const found = this.byName.get(name);
    if (!found) this.fault(name, `<${name}> is missing`);
    return found ? this.parse(found, `${this.path}.${name}`) : 0;
  }

  integer(name: string): number {
    const value = this.number(name);
    if (!Number.isInteger(value)) this.fault(name, `"${value}" is not a whole number`);
    return value;
  }

  numbers(name: string): Float64Array {
    const found = this.byName.get(name);
    if (!found) this.fault(name, `<${name}> is missing`);
    return this.row(found?.children ?? [], `${this.path}.${name}`);
  }

  integers(name: string): number[] {
    const values = [...this.numbers(name)];
    if (values.some((value) => !Number.isInteger(value))) this.fault(name, 'not all are whole numbers');
    return values;
  }

  /** Rows of numbers. */
  table(name: string): Float64Array[] {
    const found = this.byName.get(name);
    if (!found) this.fault(name, `<${name}> is missing`);
    return (found?.children ?? []).map((row, at) => this.row(row.children, `${this.path}.${name}[${at}]`));
  }

  /** The element's `index` must be its place in the order. */
  expectIndex(index: number): void {
    if (this.number('index') !== index) this.fault('index', `expected ${index}: numbers follow the order`);
  }

  private row(cells: readonly XmlElement[], path: string): Float64Array {
    const values = new Float64Array(cells.length);
    for (const [at, cell] of cells.entries()) values[at] = this.parse(cell, path);
    return values;
  }

  private parse(element: XmlElement, path: string): number {
    const value =
      decimalPattern.test(element.text) && element.children.length === 0 ? Number(element.text) : Number.NaN;
    if (Number.isFinite(value)) return value;
    this.reader.fault(element, path, `"${element.text.trim().slice(0, 30)}" in <${element.name}> is not a number`);
    return 0;
  }
}
