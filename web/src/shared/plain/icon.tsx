/** Line icons, 24 × 24, stroked in the text's colour. Decorative: words stand beside them, or the control has a label. */
const shapes = {
  alert: 'M12 3 2.5 20h19L12 3ZM12 10v4M12 17.2v.1',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  back: 'M19 12H5M11 6l-6 6 6 6',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15L6 16ZM10 21h4',
  box: 'M3 7.5 12 3l9 4.5v9L12 21l-9-4.5v-9ZM3 7.5 12 12l9-4.5M12 12v9',
  check: 'M4 12.5 9.5 18 20 6.5',
  chevron: 'M9 5l7 7-7 7',
  clip: 'M8 12.5 14.5 6a3 3 0 0 1 4.3 4.3l-8.3 8.2a5 5 0 0 1-7-7L11 4',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2',
  close: 'M6 6l12 12M18 6 6 18',
  dash: 'M6 12h12',
  'double-check': 'M2 12.5 7 17.5 15 8.5M10.5 16l1.5 1.5L22 7',
  globe: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18',
  hand: 'M8 12V6.5a1.5 1.5 0 0 1 3 0V11m0-5.500a1.500 1.500 0 0 1 3 0V11m0-3.500a1.500 1.500 0 0 1 3 0V15a6 6 0 0 1-6 6c-3 0-4-1.500-6.500-5.500-1-2 .8-3 2-1.800L8 15',
  help: 'M9 9a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.200-1.500 2.400M12 17.500v.1M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  inbox: 'M3 13l3-8h12l3 8v6H3v-6ZM3 13h5l1.500 3h5L16 13h5',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  merge: 'M6 4v4c0 4 6 4 6 8v4M18 4v4c0 4-6 4-6 8',
  minus: 'M5 12h14',
  people:
    'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM2.500 20c0-4 3-6 6.500-6s6.500 2 6.500 6M16 4.300a3.500 3.500 0 0 1 0 6.400M18 14.500c2.200.8 3.500 2.700 3.500 5.500',
  person: 'M12 11.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.500 20.500c0-4.500 3.500-6.500 7.500-6.500s7.500 2 7.500 6.500',
  phone: 'M7 3h10v18H7V3ZM11 18h2',
  play: 'M7 4.500v15l12-7.500-12-7.500Z',
  plus: 'M12 5v14M5 12h14',
  print: 'M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7v-7Z',
  return: 'M9 6 4 11l5 5M4 11h10a6 6 0 0 1 0 12h-2',
  scan: 'M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M4 12h16',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM20.500 20.500 16 16',
  siren: 'M6 17v-4a6 6 0 0 1 12 0v4M4 17h16v3H4v-3ZM12 2v2M3.500 6 5 7.300M20.500 6 19 7.300',
  slash: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM5.700 5.700l12.600 12.600',
  truck: 'M2 6h12v10H2V6ZM14 9h4l4 4v3h-8V9ZM6 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM17.500 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  up: 'M12 19V5M6 11l6-6 6 6',
  building: 'M4 21V4h10v17M14 9h6v12M2 21h20M7.5 8h3M7.5 12h3M7.5 16h3M17 13h.1M17 17h.1',
  copy: 'M9 9h11v12H9V9ZM5 15H4V3h11v2',
  down: 'M12 5v14M6 13l6 6 6-6',
  download: 'M12 4v11M7 10.500l5 5 5-5M4 20h16',
  form: 'M5 3h14v18H5V3ZM8.500 8h7M8.500 12h7M8.500 16h4',
  key: 'M8 16a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9ZM12.500 11.500H22M18 11.500V15',
  shield: 'M12 3l8 3v6c0 5-3.500 8-8 9-4.500-1-8-4-8-9V6l8-3Z',
  steps: 'M4 6l1.500 1.500L8.500 4.500M4 13l1.500 1.500 3-3M4 20l1.500 1.500 3-3M12 6h8M12 13h8M12 20h8',
  tag: 'M3 12V3h9l9 9-9 9-9-9ZM7.500 7.500h.1',
  upload: 'M12 16V5M7 9.500l5-5 5 5M4 20h16',
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
