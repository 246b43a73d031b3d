import { confirmedClosing, limitsOf, options, type ShippedKind } from './parts.ts';

/** Needs met with goods. */
export const goodsKinds: readonly ShippedKind[] = [
  {
    code: 'goods',
    name: { zh: '物资', en: 'Goods' },
    description: {
      zh: '氧气、药品、防护用品、设备、配件耗材、生活物资',
      en: 'Oxygen, medicine, protective equipment, devices, accessories, daily necessities',
    },
    life: 'supply',
    desk: 'district',
    escalationMinutes: 30,
    fields: [
      {
        name: 'delivery-place',
        label: { zh: '卸货地点', en: 'Place of unloading' },
        type: 'text',
        help: { zh: '院区、楼、门，货车能到的地方', en: 'Campus, building, gate: where a lorry can stop' },
      },
      {
        name: 'unloading',
        label: { zh: '卸货条件', en: 'Unloading' },
        type: 'choices',
        options: options({
          forklift: ['有叉车', 'Forklift there'],
          people: ['有人手', 'Hands there'],
          none: ['没有，需送货方卸', 'None; the supplier unloads'],
        }),
      },
      {
        name: 'accepts-substitutes',
        label: { zh: '可用替代品', en: 'Substitutes accepted' },
        type: 'yes-no',
        help: { zh: '没有原品时，同类可用的也要', en: 'When the item itself is out, a usable one of its sort will do' },
      },
      {
        name: 'stock-left',
        label: { zh: '现有库存与日用量', en: 'Stock left and daily use' },
        type: 'text',
        help: { zh: '例如：库存 200 只，每天用 150 只', en: 'For example: 200 left, 150 used a day' },
      },
    ],
    limits: limitsOf({ 'life-critical': [15, 120, 240], urgent: [120, 720, 1440], normal: [1440, 4320, 4320] }),
    closing: confirmedClosing,
  },
];
