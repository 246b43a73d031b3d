const challenge = 'IRP_Roadef_Challenge_Instance';
const innerNames: Record<string, string> = {
  timewindows: 'TimeWindow',
  trailer: 'int',
  allowedTrailers: 'int',
  Forecast: 'double',
  drivers: `${challenge}_driver`,
  trailers: `${challenge}_Trailers`,
  sources: `${challenge}_Sources`,
  customers: `${challenge}_Customers`,
  bases: 'index',
};

/** An instance of the challenge for tests: base, plant and one hospital, two days: the tank runs below its safety level on the second day unless somebody comes. */
export function smallChallenge(): string {
  const legs = [
    [0, 30, 60],
    [30, 0, 40],
    [60, 40, 0],
  ];
  const always = [{ start: 0, end: 2879 }];
  const hospital = {
    index: 2,
    LayoverCustomer: 0,
    callIn: 0,
    orders: '',
    setupTime: 30,
    timewindows: always,
    allowedTrailers: [0],
    Forecast: Array.from({ length: 48 }, () => 100),
    Capacity: 6000,
    InitialTankQuantity: 3000,
    MinOperationQuantity: 1,
    SafetyLevel: 500,
  };
  const driver = {
    index: 0,
    minInterSHIFTDURATION: 600,
    maxDrivingDuration: 600,
    timewindows: always,
    trailer: [0],
    LayoverDuration: 600,
    TimeCost: 0.5,
    LayoverCost: 100,
  };
  const lists = {
    drivers: [driver],
    trailers: [{ index: 0, Capacity: 5000, InitialQuantity: 0, DistanceCost: 0.3 }],
    bases: [0],
    sources: [{ index: 1, allowedTrailers: [0], setupTime: 30 }],
    customers: [hospital],
  };
  return [
    `<?xml version="1.0" encoding="utf-8"?><${challenge}><unit>60</unit><horizon>48</horizon>`,
    table('timeMatrices', legs, 'Int'),
    ...Object.entries(lists).map(([name, list]) => xml(name, list, innerNames[name])),
    table('DistMatrices', legs, 'Double'),
    `</${challenge}>`,
  ].join('\n');
}

function table(name: string, rows: number[][], kind: 'Int' | 'Double'): string {
  const cells = rows.map((row) => xml(`ArrayOf${kind}`, row, kind.toLowerCase()));
  return `<${name}>${cells.join('')}</${name}>`;
}

/** An object as the challenge's XML: lists become elements named after what they hold. */
function xml(name: string, value: unknown, inner = ''): string {
  if (Array.isArray(value)) return `<${name}>${value.map((one) => xml(inner, one)).join('')}</${name}>`;
  if (typeof value !== 'object' || value === null) return `<${name}>${String(value)}</${name}>`;
  const members = Object.entries(value).map(([key, member]) => xml(key, member, innerNames[key]));
  return `<${name}>${members.join('')}</${name}>`;
}
