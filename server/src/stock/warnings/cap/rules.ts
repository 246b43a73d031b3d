/**
 * The rules of the Common Alerting Protocol 1.2 as a table: which elements, in which order, how often, with which values.
 * Written from the standard (OASIS CAP-v1.2, section 3.2), apart from what writes the messages.
 */

type Rule = { name: string; least: 0 | 1; most: 1 | 'many'; values?: readonly string[]; like?: RegExp };

const once = (name: string, more: Partial<Rule> = {}): Rule => ({ name, least: 1, most: 1, ...more });
const perhaps = (name: string, more: Partial<Rule> = {}): Rule => ({ name, least: 0, most: 1, ...more });
const many = (name: string, least: 0 | 1 = 0, more: Partial<Rule> = {}): Rule => ({
  name,
  least,
  most: 'many',
  ...more,
});

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;
const plain = /^[^\s,<&]+$/;

const children: Record<string, readonly Rule[]> = {
  alert: [
    once('identifier', { like: plain }),
    once('sender', { like: plain }),
    once('sent', { like: time }),
    once('status', { values: ['Actual', 'Exercise', 'System', 'Test', 'Draft'] }),
    once('msgType', { values: ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] }),
    perhaps('source'),
    once('scope', { values: ['Public', 'Restricted', 'Private'] }),
    perhaps('restriction'),
    perhaps('addresses'),
    many('code'),
    perhaps('note'),
    perhaps('references', { like: /^[^\s,]+,[^\s,]+,[^\s,]+( [^\s,]+,[^\s,]+,[^\s,]+)*$/ }),
    perhaps('incidents'),
    many('info'),
  ],
  info: [
    perhaps('language', { like: /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/ }),
    many('category', 1, {
      values: [
        'Geo',
        'Met',
        'Safety',
        'Security',
        'Rescue',
        'Fire',
        'Health',
        'Env',
        'Transport',
        'Infra',
        'CBRNE',
        'Other',
      ],
    }),
    once('event', { like: /\S/ }),
    many('responseType', 0, {
      values: ['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid', 'Monitor', 'Assess', 'AllClear', 'None'],
    }),
    once('urgency', { values: ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] }),
    once('severity', { values: ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] }),
    once('certainty', { values: ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] }),
    perhaps('audience'),
    many('eventCode'),
    perhaps('effective', { like: time }),
    perhaps('onset', { like: time }),
    perhaps('expires', { like: time }),
    perhaps('senderName'),
    perhaps('headline'),
    perhaps('description'),
    perhaps('instruction'),
    perhaps('web'),
    perhaps('contact'),
    many('parameter'),
    many('resource'),
    many('area'),
  ],
  area: [
    once('areaDesc', { like: /\S/ }),
    many('polygon'),
    many('circle', 0, { like: /^-?\d+(\.\d+)?,-?\d+(\.\d+)? \d+(\.\d+)?$/ }),
    many('geocode'),
    perhaps('altitude'),
    perhaps('ceiling'),
  ],
  parameter: [once('valueName'), once('value')],
  geocode: [once('valueName'), once('value')],
  eventCode: [once('valueName'), once('value')],
};

export type XmlElement = { name: string; text: string; children: XmlElement[] };

/** What is wrong with a message, in words; nothing when it keeps all rules. */
export function capFaults(document: string): string[] {
  const [root] = parseXml(document);
  if (root?.name !== 'alert') return ['the root is no alert'];
  if (!document.includes('xmlns="urn:oasis:names:tc:emergency:cap:1.2"')) return ['not in the namespace of CAP 1.2'];
  return [...elementFaults(root), ...alertFaults(root)];
}

function elementFaults(element: XmlElement): string[] {
  const rules = children[element.name];
  if (!rules) return element.children.length > 0 ? [`${element.name} has elements inside`] : [];
  const places = element.children.map(({ name }) => rules.findIndex((rule) => rule.name === name));
  const faults = places.flatMap((place, index) => {
    const name = element.children[index]!.name;
    if (place < 0) return [`${element.name} knows no ${name}`];
    return index > 0 && place < places[index - 1]! ? [`${name} stands too late in ${element.name}`] : [];
  });
  const counted = rules.flatMap((rule) => {
    const own = element.children.filter(({ name }) => name === rule.name);
    const count = own.length;
    const amiss =
      count < rule.least || (rule.most === 1 && count > 1) ? [`${element.name} has ${count} ${rule.name}`] : [];
    return [...amiss, ...own.flatMap((each) => valueFaults(each, rule))];
  });
  return [...faults, ...counted, ...element.children.flatMap(elementFaults)];
}

function valueFaults({ name, text }: XmlElement, { values, like }: Rule): string[] {
  if (values && !values.includes(text)) return [`${name} is ${text}`];
  return like && !like.test(text) ? [`${name} is written ${text}`] : [];
}

/** What holds between elements. */
function alertFaults(alert: XmlElement): string[] {
  const has = (name: string) => alert.children.some((each) => each.name === name);
  const text = (name: string) => alert.children.find((each) => each.name === name)?.text;
  return [
    text('scope') === 'Restricted' && !has('restriction') ? ['restricted without a restriction'] : [],
    text('scope') === 'Private' && !has('addresses') ? ['private without addresses'] : [],
    text('status') === 'Exercise' && !has('note') ? ['an exercise without a note'] : [],
    ['Update', 'Cancel', 'Ack', 'Error'].includes(text('msgType') ?? '') && !has('references')
      ? ['refers to nothing']
      : [],
  ].flat();
}

/** Elements of a document in its order, each with all below it; enough XML for what is written here. */
export function parseXml(document: string): XmlElement[] {
  const all: XmlElement[] = [];
  const open: XmlElement[] = [];
  for (const [, closing, name, text] of document.replace(/<\?.*?\?>/, '').matchAll(/<(\/?)([\w]+)[^>]*>([^<]*)/g)) {
    if (closing) {
      if (open.pop()?.name !== name) return [];
      continue;
    }
    const element = { name: name!, text: text!.trim(), children: [] };
    open.at(-1)?.children.push(element);
    all.push(element);
    open.push(element);
  }
  return open.length === 0 ? all : [];
}
