/** Kinds of organisation: those that ask (institutions) and those that supply. */
export const organisationKinds = {
  hospital: { zh: '医院', en: 'Hospital', asks: true },
  'community-centre': { zh: '社区卫生服务中心', en: 'Community health centre', asks: true },
  'disease-control': { zh: '疾控中心', en: 'Disease control centre', asks: true },
  'care-home': { zh: '养老机构', en: 'Care home', asks: true },
  school: { zh: '学校', en: 'School', asks: true },
  community: { zh: '社区', en: 'Residential community', asks: true },
  government: { zh: '政府部门', en: 'Government office', asks: true },
  producer: { zh: '生产企业', en: 'Producer', asks: false },
  wholesaler: { zh: '经销商', en: 'Wholesaler', asks: false },
  warehouse: { zh: '储备库', en: 'Reserve warehouse', asks: false },
  donor: { zh: '捐赠方', en: 'Donor', asks: false },
  carrier: { zh: '承运单位', en: 'Carrier', asks: false },
} as const;
export type OrganisationKindCode = keyof typeof organisationKinds;
