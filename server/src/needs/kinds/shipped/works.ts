import { confirmedClosing, limitsOf, options, type ShippedKind } from './parts.ts';

const place = {
  name: 'place',
  label: { zh: '具体位置', en: 'Exact place' },
  type: 'text',
  required: true,
  help: { zh: '院区、楼、层、房间', en: 'Campus, building, floor, room' },
} as const;

const symptoms = (required: boolean) =>
  ({ name: 'symptoms', label: { zh: '故障现象', en: 'What is wrong' }, type: 'long-text', required }) as const;

/** Needs met by a crew on the spot. */
export const worksKinds: readonly ShippedKind[] = [
  {
    code: 'pipeline-retrofit',
    name: { zh: '管路与场地改造', en: 'Pipeline or site retrofit' },
    description: {
      zh: '氧气管路、负压、电力增容、隔离区改造',
      en: 'Oxygen pipelines, negative pressure, more electric power, isolation areas',
    },
    life: 'service',
    desk: 'city',
    escalationMinutes: 60,
    fields: [
      {
        name: 'work',
        label: { zh: '改造内容', en: 'Work' },
        type: 'choices',
        required: true,
        options: options({
          'oxygen-pipeline': ['氧气管路', 'Oxygen pipeline'],
          'oxygen-station': ['供氧站、汇流排、汽化器', 'Oxygen station, manifold, vaporiser'],
          'negative-pressure': ['负压与通风', 'Negative pressure and ventilation'],
          'electric-power': ['电力增容', 'More electric power'],
          'isolation-area': ['隔离区与通道', 'Isolation area and passages'],
          other: ['其他', 'Other'],
        }),
      },
      place,
      {
        name: 'beds',
        label: { zh: '涉及床位数', en: 'Beds concerned' },
        type: 'integer',
        minimum: 0,
        maximum: 100_000,
      },
      {
        name: 'oxygen-flow',
        label: { zh: '所需供氧流量（L/min）', en: 'Oxygen flow needed (L/min)' },
        type: 'integer',
        minimum: 1,
        maximum: 1_000_000,
        help: { zh: '不清楚可不填', en: 'Leave empty when not known' },
      },
      {
        name: 'patients-inside',
        label: { zh: '施工区有病人', en: 'Patients in the work area' },
        type: 'yes-no',
      },
      { name: 'details', label: { zh: '说明', en: 'Details' }, type: 'long-text' },
    ],
    limits: limitsOf({ 'life-critical': [30, 720, 1440], urgent: [240, 2880, 2880], normal: [1440, 10_080, 4320] }),
    closing: confirmedClosing,
  },
  {
    code: 'equipment-repair',
    name: { zh: '设备维修', en: 'Equipment repair' },
    description: {
      zh: '呼吸机、制氧机、监护仪、检验与消毒设备等',
      en: 'Ventilators, oxygen concentrators, monitors, laboratory and disinfection equipment',
    },
    life: 'service',
    desk: 'district',
    escalationMinutes: 30,
    fields: [
      { name: 'equipment', label: { zh: '设备名称', en: 'Equipment' }, type: 'text', required: true },
      {
        name: 'model',
        label: { zh: '厂家与型号', en: 'Maker and model' },
        type: 'text',
        help: { zh: '见铭牌', en: 'See the name plate' },
      },
      {
        name: 'units-down',
        label: { zh: '故障台数', en: 'Units out of order' },
        type: 'integer',
        required: true,
        minimum: 1,
        maximum: 10_000,
      },
      symptoms(true),
      place,
      {
        name: 'patient-depends',
        label: { zh: '有病人正在依赖', en: 'A patient depends on it now' },
        type: 'yes-no',
        required: true,
      },
      { name: 'spare-there', label: { zh: '有备用机', en: 'A spare is at hand' }, type: 'yes-no' },
    ],
    limits: limitsOf({ 'life-critical': [10, 120, 240], urgent: [60, 720, 1440], normal: [720, 4320, 4320] }),
    closing: confirmedClosing,
  },
  {
    code: 'utility-repair',
    name: { zh: '水电气暖抢修', en: 'Utility repair' },
    description: { zh: '供暖、供水、供电、燃气、通信', en: 'Heating, water, power, gas, communications' },
    life: 'service',
    desk: 'district',
    escalationMinutes: 30,
    fields: [
      {
        name: 'utility',
        label: { zh: '类别', en: 'Utility' },
        type: 'choice',
        required: true,
        options: options({
          heating: ['供暖', 'Heating'],
          water: ['供水', 'Water'],
          power: ['供电', 'Power'],
          gas: ['燃气', 'Gas'],
          communications: ['通信', 'Communications'],
        }),
      },
      place,
      symptoms(true),
      { name: 'since', label: { zh: '何时开始', en: 'Since when' }, type: 'date-time' },
      {
        name: 'people-affected',
        label: { zh: '影响人数（约）', en: 'People affected (about)' },
        type: 'integer',
        minimum: 0,
        maximum: 50_000_000,
        help: { zh: '不清楚可不填', en: 'Leave empty when not known' },
      },
      {
        name: 'danger',
        label: { zh: '现场危险', en: 'Danger on the spot' },
        type: 'choices',
        options: options({
          'gas-leak': ['燃气泄漏', 'Gas leak'],
          'live-wire': ['带电', 'Live wires'],
          flooding: ['漏水淹水', 'Flooding'],
        }),
      },
    ],
    limits: limitsOf({ 'life-critical': [10, 60, 240], urgent: [60, 480, 1440], normal: [480, 1440, 2880] }),
    closing: confirmedClosing,
  },
];
