/**
 * Colours and measures, once: CSS variables for plain components, theme tokens for Ant Design.
 * Text colours keep ≥ 4.5:1 on `page`, `surface` and `sunken`; edges of inputs ≥ 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
 */
export const colours = {
  text: '#16242c',
  secondary: '#4a5b66',
  page: '#f4f6f7',
  surface: '#ffffff',
  sunken: '#e9eef0',
  line: '#d5dde1',
  edge: '#7d8d97',
  accent: '#0f5c6e',
  'accent-strong': '#0a4350',
  'accent-soft': '#e0eff2',
  danger: '#b3261e',
  'danger-soft': '#fdecea',
  warning: '#8a4b00',
  'warning-soft': '#fff1dc',
  good: '#1b6538',
  'good-soft': '#e4f3e9',
  info: '#1d4f9c',
  'info-soft': '#e6eefb',
  quiet: '#4a5560',
  'quiet-soft': '#e8ecef',
} as const;

export const measures = {
  radius: '8px',
  touch: '44px',
  gap: '16px',
  font: "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
} as const;

/** Puts the tokens on the document as `--name`. */
export function applyTokens(root: HTMLElement): void {
  for (const [name, value] of Object.entries({ ...colours, ...measures })) root.style.setProperty(`--${name}`, value);
}
