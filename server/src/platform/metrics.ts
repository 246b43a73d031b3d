import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type pg from 'pg';
import type { LiveHub } from './live/hub.ts';

export type Metrics = {
  registry: Registry;
  observeRequest(route: string, method: string, status: number, seconds: number): void;
};

/** Figures for Prometheus at /metrics. Routes are patterns, never raw paths, so that their number stays bounded. */
export function createMetrics(pool: pg.Pool, hub: LiveHub): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'baogong_http_requests_total',
    help: 'Answered requests',
    labelNames: ['route', 'method', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'baogong_http_request_seconds',
    help: 'Time to answer',
    labelNames: ['route', 'method'],
    buckets: [0.005, 0.02, 0.06, 0.2, 0.5, 1, 5],
    registers: [registry],
  });
  gauge(registry, 'baogong_live_streams', 'Open change streams', () => hub.size());
  gauge(registry, 'baogong_live_lag_milliseconds', 'From recording to sending of the newest change', () => hub.lag());
  gauge(registry, 'baogong_database_connections', 'Connections in the pool', () => pool.totalCount);
  gauge(registry, 'baogong_database_waiting', 'Requests waiting for a connection', () => pool.waitingCount);
  return {
    registry,
    observeRequest(route, method, status, duration) {
      requests.inc({ route, method, status: `${Math.floor(status / 100)}xx` });
      seconds.observe({ route, method }, duration);
    },
  };
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}
