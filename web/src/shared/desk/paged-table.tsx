import { Table, type TableProps } from 'antd';
import type { ReactNode } from 'react';
import { problemOf } from '../api.ts';
import { Failure } from '../plain/plain.tsx';
import { MoreRows } from './more-rows.tsx';
import { ScrollAcross } from './scroll-across.tsx';
import type { usePages } from './use-pages.ts';

type Props<Row> = Pick<TableProps<Row>, 'className' | 'columns' | 'size'> & {
  pages: ReturnType<typeof usePages<Row>>;
  rowKey: keyof Row & string;
  /** Pixels below which the table scrolls sideways. */
  minWidth: number;
  /** What the list is, for those who hear it. */
  name: string;
  /** Stands where no row is, once that is known. */
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
  return (
    <>
      <ScrollAcross name={name} minWidth={minWidth}>
        <Table<Row>
          size="middle"
          loading={query.isPending || query.isPlaceholderData}
          dataSource={rows}
          pagination={false}
          locale={{ emptyText: query.isPending ? ' ' : empty }}
          {...table}
        />
      </ScrollAcross>
      <MoreRows query={query} />
    </>
  );
}
