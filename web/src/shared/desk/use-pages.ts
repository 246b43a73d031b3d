import { useInfiniteQuery } from '@tanstack/react-query';

/** A list read page by page. Changing the key starts anew and keeps the old rows in sight until the new ones come. */
export function usePages<Row>(
  queryKey: readonly unknown[],
  read: (after: string | undefined) => Promise<{ rows: Row[]; next: string | null }>,
) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });
  return { query, rows: query.data?.pages.flatMap((page) => page.rows) ?? [] };
}
