import { wordsOf } from '../shared/words-of.ts';

/** Words of the inbox page. */
export const words = wordsOf(
  {
    title: '收件箱',
    'filter.label': '显示',
    'filter.unread': '未读（{{count}}）',
    'filter.all': '全部',
    'read.one': '标为已读',
    'read.all': '全部标为已读',
    keys: 'J / K 上下，Enter 打开，E 标为已读',
    list: '消息',
    urgent: '紧急',
    unread: '未读',
    'empty.unread': '没有未读消息。催办和升级会到这里。',
    'empty.all': '还没有消息。催办和升级会到这里。',
  },
  {
    title: 'Inbox',
    'filter.label': 'Show',
    'filter.unread': 'Unread ({{count}})',
    'filter.all': 'All',
    'read.one': 'Mark as read',
    'read.all': 'Mark all as read',
    keys: 'J / K to move, Enter to open, E to mark as read',
    list: 'Messages',
    urgent: 'Urgent',
    unread: 'Unread',
    'empty.unread': 'Nothing unread. Reminders and escalations arrive here.',
    'empty.all': 'No messages yet. Reminders and escalations arrive here.',
  },
);
