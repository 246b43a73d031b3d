import type { Bilingual, Priority } from '@baogong/contract';

export const sheetTitles = {
  needs: { zh: '需求', en: 'Needs' },
  items: { zh: '物资目录', en: 'Items' },
  units: { zh: '单位', en: 'Units' },
  help: { zh: '填写说明', en: 'Help' },
  itemColumns: {
    zh: ['名称', '英文名', '基本单位', '可用单位', '执行标准'],
    en: ['Name (Chinese)', 'Name (English)', 'Base', 'Units', 'Standards'],
  },
} as const;

/** In the order of the template's columns. */
export const columnTitles = {
  zh: ['机构', '区', '物资', '规格', '数量', '单位', '优先级', '需要时间', '种类', '联系人', '备注', '系统编号'],
  en: [
    'Institution',
    'District',
    'Item',
    'Specification',
    'Quantity',
    'Unit',
    'Priority',
    'Needed by',
    'Kind',
    'Contact',
    'Note',
    'Line id',
  ],
} as const;

export const priorityTitles: Record<Priority, Bilingual> = {
  'life-critical': { zh: '危急', en: 'life-critical' },
  urgent: { zh: '紧急', en: 'urgent' },
  normal: { zh: '一般', en: 'normal' },
};

/** Line by line the same in both languages. */
export const help = {
  zh: [
    '一行一种物资。机构、需要时间、优先级、种类都相同的行合成一条需求，每条最多 100 行。',
    '机构写全称；同名的写明区。只有一家机构的岗位可以留空。',
    '数量不知道就留空，或写“若干”“不详”；系统记为“数量未知”，不会当成 1 或 0。',
    '数量可以写 2万只、50箱(每箱100只)。装量不固定的单位（箱、盒）要写明每箱多少。',
    '单位从下拉列表选；不能换算成目录单位的会退回。',
    '需要时间写 2022-12-05 或 2022-12-05 18:00；只写日期按当天 23:59。',
    '同一机构、同一时间的同一物资只写一行。',
    '同样的行再次导入不会重复；确实要再要一批，请写新的需要时间。',
    '有“系统编号”的行是已报的需求，导入时原样跳过；更正请在页面上做。新行请把它留空。',
    '有错的行会在同一份文件里退回，标红并写明原因；改好后直接再传。好的行不受影响。',
    '可以加列，系统会忽略不认识的列。最多 10 万行，30 MB。',
  ],
  en: [
    'One item a row. Rows of the same institution, needed-by time, priority and kind become one need of at most 100 rows.',
    'Give the full name of the institution, and the district where names repeat. With a post at one institution it may stay empty.',
    'Leave an unknown quantity empty, or write "unknown"; it is kept as unknown, never as 1 or 0.',
    'A quantity may be 2万只 or 50箱(每箱100只). For packs of varying size say how much one holds.',
    'Choose the unit from the list; one that does not convert into the catalogue’s is handed back.',
    'Write needed-by as 2022-12-05 or 2022-12-05 18:00; a day alone means its end, 23:59.',
    'Write each item once for one institution and time.',
    'Importing the same row again changes nothing; for another lot give another needed-by time.',
    'A row with a line id is a need that exists and is left alone; revise it on the screen. Leave it empty in new rows.',
    'Wrong rows come back in the same file, red and with the reason; correct them and send it again. Good rows are taken.',
    'Further columns do no harm. At most 100,000 rows and 30 MB.',
  ],
} as const;
