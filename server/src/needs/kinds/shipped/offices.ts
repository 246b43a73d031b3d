import { commonReasons, limitsOf, options, personField, phoneField, type ShippedKind } from './parts.ts';

/** What an inspector looks at, sixteen items: answered by yes or no, not yet looked at when left empty. */
const checkList: Record<string, readonly [zh: string, en: string]> = {
  'person-in-charge': ['有防控负责人和联络人', 'A person in charge and a contact are named'],
  'written-plan': ['有防控方案和应急预案', 'A prevention plan and an emergency plan are written'],
  'staff-register': ['有员工健康与行程台账', 'Health and travel of the staff are on record'],
  training: ['员工受过培训', 'The staff is trained'],
  'entrance-check': ['出入口登记与测温', 'Entrances register and take temperatures'],
  'protective-stock': ['防护用品至少够七天', 'Protective equipment lasts seven days at least'],
  'protective-use': ['员工正确使用防护用品', 'The staff uses it properly'],
  disinfection: ['按时消毒并有记录', 'Disinfection is done on time and on record'],
  ventilation: ['通风良好，空调合规', 'Ventilation is good, air conditioning as prescribed'],
  canteen: ['食堂错峰分餐', 'The canteen serves in turns and apart'],
  dormitory: ['宿舍人数与间距合规', 'Dormitories keep numbers and distances'],
  'isolation-room': ['有临时隔离点', 'There is a room for isolation'],
  'visitors-and-goods': ['外来人员与货物受控', 'Visitors and goods are controlled'],
  waste: ['废弃口罩等分类处置', 'Used masks and the like are disposed of apart'],
  'production-safety': ['消防与生产安全合格', 'Fire and work safety are in order'],
  'reporting-path': ['异常情况报告路径清楚', 'Everyone knows whom to report to'],
};

const enterprise = [
  { name: 'enterprise', label: { zh: '企业名称', en: 'Enterprise' }, type: 'text', required: true },
  personField({ zh: '联系人', en: 'Contact' }),
  phoneField,
] as const;

/** Needs met by an office: an appointment, a permit, an inspection. */
export const officeKinds: readonly ShippedKind[] = [
  {
    code: 'public-service-appointment',
    name: { zh: '政务服务预约', en: 'Appointment for a public service' },
    description: { zh: '不见面办理，或约好时间办理', en: 'Done without contact, or at an agreed time' },
    life: 'service',
    desk: 'district',
    escalationMinutes: 480,
    fields: [
      personField({ zh: '申请人', en: 'Applicant' }),
      phoneField,
      {
        name: 'service',
        label: { zh: '事项', en: 'Service' },
        type: 'choice',
        required: true,
        options: options({
          'social-insurance': ['社保医保', 'Social and medical insurance'],
          'civil-affairs': ['民政救助', 'Civil affairs and relief'],
          household: ['户籍证件', 'Household register and papers'],
          tax: ['税务', 'Tax'],
          housing: ['不动产', 'Real estate'],
          pass: ['通行证明', 'Passes'],
          other: ['其他', 'Other'],
        }),
      },
      { name: 'details', label: { zh: '说明', en: 'Details' }, type: 'long-text' },
      {
        name: 'way',
        label: { zh: '办理方式', en: 'Way' },
        type: 'choice',
        required: true,
        options: options({
          online: ['网上办', 'Online'],
          'by-post': ['邮寄办', 'By post'],
          'at-the-counter': ['预约窗口', 'At the counter by appointment'],
        }),
      },
      { name: 'preferred-time', label: { zh: '希望时间', en: 'Preferred time' }, type: 'date-time' },
    ],
    limits: limitsOf({ 'life-critical': [60, 480, 1440], urgent: [480, 1440, 2880], normal: [1440, 7200, 4320] }),
    closing: {
      receipt: false,
      reasons: [{ code: 'done', label: { zh: '已办结', en: 'Done' } }, ...commonReasons],
    },
  },
  {
    code: 'permit-fast-track',
    name: { zh: '许可快办', en: 'Licence or permit fast track' },
    description: {
      zh: '转产、扩产、应急备案、运输通行',
      en: 'Turning to new products, more capacity, emergency registration, transport passes',
    },
    life: 'service',
    desk: 'city',
    escalationMinutes: 240,
    fields: [
      ...enterprise,
      {
        name: 'permit',
        label: { zh: '许可', en: 'Permit' },
        type: 'choice',
        required: true,
        options: options({
          'device-registration': ['医疗器械应急备案', 'Emergency registration of a medical device'],
          'production-licence': ['生产许可', 'Production licence'],
          'disinfectant-licence': ['消毒产品许可', 'Disinfectant licence'],
          'transport-pass': ['运输通行证', 'Transport pass'],
          'hazardous-goods': ['危险品运输（含医用氧）', 'Hazardous goods (medical oxygen too)'],
          'import-clearance': ['进口通关', 'Import clearance'],
          other: ['其他', 'Other'],
        }),
      },
      { name: 'product', label: { zh: '产品与日产能', en: 'Product and daily output' }, type: 'text' },
      {
        name: 'papers-missing',
        label: { zh: '还缺的材料', en: 'Papers still missing' },
        type: 'long-text',
        help: { zh: '可先办后补', en: 'May be handed in later' },
      },
    ],
    limits: limitsOf({ 'life-critical': [60, 720, 1440], urgent: [240, 1440, 2880], normal: [1440, 7200, 4320] }),
    closing: {
      receipt: true,
      reasons: [
        { code: 'refused-by-law', label: { zh: '依法不予许可', en: 'Refused by law' }, supervisor: true },
        ...commonReasons,
      ],
    },
  },
  {
    code: 'enterprise-inspection',
    name: { zh: '企业检查', en: 'Enterprise inspection' },
    description: {
      zh: '复工复产检查，十六项清单',
      en: 'Inspection before work starts again, by a list of sixteen items',
    },
    life: 'service',
    desk: 'district',
    escalationMinutes: 480,
    fields: [
      ...enterprise,
      { name: 'address', label: { zh: '厂址', en: 'Site' }, type: 'text', required: true },
      {
        name: 'staff',
        label: { zh: '到岗人数', en: 'Staff on site' },
        type: 'integer',
        required: true,
        minimum: 0,
        maximum: 1_000_000,
      },
      ...Object.entries(checkList).map(([name, [zh, en]]) => ({ name, label: { zh, en }, type: 'yes-no' }) as const),
      { name: 'to-be-put-right', label: { zh: '整改要求', en: 'To be put right' }, type: 'long-text' },
    ],
    limits: limitsOf({ 'life-critical': [120, 720, 1440], urgent: [480, 2880, 2880], normal: [1440, 7200, 7200] }),
    closing: {
      receipt: false,
      reasons: [
        { code: 'passed', label: { zh: '检查通过', en: 'Passed' } },
        { code: 'stopped', label: { zh: '不合格，停产整改', en: 'Failed; work stopped' }, supervisor: true },
        ...commonReasons,
      ],
    },
  },
];
