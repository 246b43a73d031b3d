import { queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';
import { queryKeys } from './query-keys.ts';

/** The newest messages of my inbox and how many are unread. */
export const unreadQuery = queryOptions({
  queryKey: [...queryKeys.inbox, 'newest'],
  queryFn: () => api.inbox.listMessages({ limit: 20 }),
});
