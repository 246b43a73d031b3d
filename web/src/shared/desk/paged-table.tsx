import { Table, type TableProps } from 'antd';
import type { ReactNode } from 'react';
import { problemOf } from '../api.ts';
import { Failure } from '../plain/plain.tsx';
import { MoreRows } from './more-rows.tsx';
import { ScrollAcross } from './scroll-across.tsx';
import type { usePages } from './use-pages.ts';

type Props<Row> = Pick<TableProps<Row>, 'className' | 'columns' | 'size'> & {
  pages: ReturnType<typeof usePages<Row>>;
  rowKey: (keyof Row & string) | ((row: Row) => string);
  /** Pixels below which the table scrolls sideways. */
  minWidth: number;
  /** What the list is, for those who hear it. */
  name: string;
  /** Stands in the table's place once it is known that no row is there. */
  empty: ReactNode;
};

/** A list read page by page, as a table: the old rows stay in sight while new ones load. */
export function PagedTable<Row extends object>({
  pages: { query, rows },
  minWidth,
  name,
  empty,
  ...table
}: Props<Row>) {
  if (query.isError) return <Failure problem={problemOf(query.error)} again={() => void query.refetch()} />;
  const isLoading = query.isPending || query.isPlaceholderData;
  // Not within the table: in one that scrolls, its middle is out of a phone's sight.
  if (rows.length === 0 && !isLoading) return empty;
  return (
    <>
      <ScrollAcross name={name} minWidth={minWidth}>
        <Table<Row>
          size="middle"
          loading={isLoading}
          dataSource={rows}
          pagination={false}
          locale={{ emptyText: ' ' }}
          {...table}
        />
      </ScrollAcross>
      <MoreRows query={query} />
    </>
  );
}
