import { wordsOf } from '../shared/words-of.ts';

/** Words of the audit page. */
export const words = wordsOf(
  {
    title: '操作记录',
    lead: '谁在什么时候做了什么，最新的在前。记录只增不改。',
    'filter.subject': '只看一个对象（编号）',
    'filter.subject-hint': '例如需求、机构或人员的编号；点击表中的编号也可以筛选',
    'filter.wrong': '编号应是 36 位的 UUID',
    'column.at': '时间',
    'column.by': '谁',
    'column.fact': '做了什么',
    'column.subject': '对象',
    'column.details': '内容',
    'subject.only': '只看 {{id}}',
    'details.show': '查看内容',
    'details.command': '命令编号 {{id}}',
    'empty.none': '还没有记录',
    'empty.filtered': '这个对象没有记录',
  },
  {
    title: 'Audit',
    lead: 'Who did what and when, newest first. Entries are added, never changed.',
    'filter.subject': 'One subject only (its id)',
    'filter.subject-hint': 'The id of a need, an organisation, a person; clicking an id in the table filters too',
    'filter.wrong': 'An id is a UUID of 36 characters',
    'column.at': 'When',
    'column.by': 'Who',
    'column.fact': 'Did what',
    'column.subject': 'Subject',
    'column.details': 'Content',
    'subject.only': 'Only {{id}}',
    'details.show': 'Show content',
    'details.command': 'Command {{id}}',
    'empty.none': 'No entries yet',
    'empty.filtered': 'No entries of this subject',
  },
);
