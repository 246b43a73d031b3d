import { wordsOf } from '../shared/words-of.ts';

/** Words of the administrator's pages. */
export const words = wordsOf(
  {
    'people.title': '人员与权限',
    'people.name': '姓名',
    'people.account': '账号',
    'people.posts': '岗位',
  },
  {
    'people.title': 'People and rights',
    'people.name': 'Name',
    'people.account': 'Account',
    'people.posts': 'Posts',
  },
);
