import type { Bilingual } from '../shared/schema.ts';

/** Roles of the city's task force and of those it serves. A person holds a role through a post (role + organisation or area). */
export const roles = {
  resident: { zh: '居民', en: 'Resident', bound: 'organisation' },
  institution: { zh: '机构', en: 'Institution', bound: 'organisation' },
  officer: { zh: '驻点专员', en: 'Stationed officer', bound: 'organisation' },
  'hotline-desk': { zh: '热线坐席', en: 'Hotline desk', bound: 'area' },
  'district-desk': { zh: '区专班', en: 'District desk', bound: 'area' },
  dispatcher: { zh: '市调度员', en: 'City dispatcher', bound: 'area' },
  supervisor: { zh: '值班领导', en: 'Supervisor', bound: 'area' },
  supplier: { zh: '供应商', en: 'Supplier', bound: 'organisation' },
  carrier: { zh: '承运人', en: 'Carrier', bound: 'organisation' },
  buyer: { zh: '采购员', en: 'Buyer', bound: 'area' },
  inspector: { zh: '质检员', en: 'Inspector', bound: 'area' },
  'community-worker': { zh: '社区工作者', en: 'Community worker', bound: 'area' },
  'family-doctor': { zh: '家庭医生', en: 'Family doctor', bound: 'organisation' },
  'pass-issuer': { zh: '通行证签发员', en: 'Pass issuer', bound: 'area' },
  'gate-verifier': { zh: '卡口查验员', en: 'Gate verifier', bound: 'area' },
  auditor: { zh: '审计员', en: 'Auditor', bound: 'area' },
  administrator: { zh: '管理员', en: 'Administrator', bound: 'area' },
} as const satisfies Record<string, Bilingual & { bound: 'organisation' | 'area' }>;

export type Role = keyof typeof roles;
export const roleCodes = Object.keys(roles) as [Role, ...Role[]];
