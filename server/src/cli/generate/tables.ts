import pg from 'pg';

const heading =
  "-- Made by ./baogong generate from a migrated database, so that a migration's effect is seen in review. Do not edit.\n";

const columnsQuery = `
  select c.relname as table_name, c.relkind as kind, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
         a.attnotnull as required, pg_get_expr(d.adbin, d.adrelid) as default_value, a.attgenerated <> '' as generated
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relkind in ('r', 'p', 'v') order by c.relname, a.attnum`;
const constraintsQuery = `
  select c.relname as table_name, k.conname as name, pg_get_constraintdef(k.oid) as definition
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and k.contype in ('p', 'u', 'f', 'c', 'x') order by c.relname, k.contype, k.conname`;
const indexesQuery = `
  select tablename as table_name, indexdef as definition from pg_indexes
  where schemaname = 'public' and indexname not in (select conname from pg_constraint) order by tablename, indexname`;
const triggersQuery = `
  select c.relname as table_name, pg_get_triggerdef(t.oid) as definition
  from pg_trigger t join pg_class c on c.oid = t.tgrelid where not t.tgisinternal order by c.relname, t.tgname`;

type Column = {
  table_name: string;
  kind: string;
  name: string;
  type: string;
  required: boolean;
  default_value: string | null;
  generated: boolean;
};
type Named = { table_name: string; name: string; definition: string };

/** Tables with columns, constraints, indexes and triggers, in the order of their names. */
export async function tableListing(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const columns = Map.groupBy((await client.query<Column>(columnsQuery)).rows, (row) => row.table_name);
    const constraints = Map.groupBy((await client.query<Named>(constraintsQuery)).rows, (row) => row.table_name);
    const indexes = Map.groupBy((await client.query<Named>(indexesQuery)).rows, (row) => row.table_name);
    const triggers = Map.groupBy((await client.query<Named>(triggersQuery)).rows, (row) => row.table_name);
    const tables = [...columns].map(([table, rows]) => {
      const lines = [
        ...rows.map(columnLine),
        ...(constraints.get(table) ?? []).map((each) => `  constraint ${each.name} ${each.definition}`),
      ];
      const after = [...(indexes.get(table) ?? []), ...(triggers.get(table) ?? [])].map(
        (each) => `${each.definition};`,
      );
      return `\n${rows[0]!.kind === 'v' ? 'view' : 'table'} ${table} (\n${lines.join(',\n')}\n);\n${after.map((line) => `${line}\n`).join('')}`;
    });
    return heading + tables.join('');
  } finally {
    await client.end();
  }
}

function columnLine({ name, type, required, default_value: value, generated }: Column): string {
  const tail = value === null ? '' : generated ? ` generated always as (${value}) stored` : ` default ${value}`;
  return `  ${name} ${type}${required ? ' not null' : ''}${tail}`;
}
