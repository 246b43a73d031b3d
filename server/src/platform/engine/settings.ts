/** PostgreSQL settings by name; every value is given on the command line, so the program is their only source. */
export type Settings = Record<string, string>;

/** A small server with a few dozen connections; the figures are PostgreSQL's own advice for 2–4 GB of memory. */
const common: Settings = {
  listen_addresses: '127.0.0.1',
  cluster_name: 'baogong',
  max_connections: '100',
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  // A province subscribes to a city's tables by logical replication; turning this on later would need a restart.
  wal_level: 'logical',
  max_wal_size: '1GB',
  min_wal_size: '80MB',
  // Our queries are short: compiling them costs more than it saves.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  // People's data must not reach the log: no statement texts, no parameters, no key values in DETAIL lines.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  // A client that vanished in the middle of a transaction must not hold its row locks for ever.
  idle_in_transaction_session_timeout: '60s',
  tcp_keepalives_idle: '60',
};

const durable: Settings = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };

const disposable: Settings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '64MB',
  max_connections: '200',
  autovacuum: 'off',
};

/** The settings of a server whose data must survive, or of one that only serves tests. */
export function settingsFor(durability: 'durable' | 'disposable'): Settings {
  return { ...common, ...(durability === 'durable' ? durable : disposable) };
}

/** As PostgreSQL takes them: `-c name=value …`. */
export function asArguments(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
