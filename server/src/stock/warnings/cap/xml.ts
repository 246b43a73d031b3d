/** An element: name, and its text or children; what is null is left out. */
export type Element = readonly [name: string, content: string | readonly (Element | null)[]];

/** A document, children indented by two; the namespace stands on the root. */
export function xmlDocument([name, content]: Element, namespace: string): string {
  const inner = typeof content === 'string' ? escape(content) : `\n${content.map((each) => render(each, 1)).join('')}`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="${namespace}">${inner}</${name}>\n`;
}

function render(element: Element | null, depth: number): string {
  if (!element) return '';
  const [name, content] = element;
  const pad = '  '.repeat(depth);
  if (typeof content === 'string') return `${pad}<${name}>${escape(content)}</${name.split(' ', 1)[0]}>\n`;
  return `${pad}<${name}>\n${content.map((each) => render(each, depth + 1)).join('')}${pad}</${name}>\n`;
}

// XML 1.0 has no place for most control characters, however they are written.
const forbidden = /[[\p{Cc}--[\t\n\r]]\p{Cs}\ufffe\uffff]/gv;

function escape(text: string): string {
  return text
    .replace(forbidden, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
