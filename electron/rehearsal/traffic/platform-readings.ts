import { drift } from '../noise.ts';

/** How busy a world is within a step: what its shared parts depend on. */
export type PlatformState = {
  readonly step: number;
  /** Decides the noise. */
  readonly seed: string;
  readonly readyPods: number;
  readonly usualPods: number;
  readonly requestsPerSecond: number;
  readonly usualRequestsPerSecond: number;
};

/** Log lines a pod writes by itself, and those that a request leaves behind, per second. */
const LINES_PER_POD = 0.7;
const LINES_PER_REQUEST = 1.4;

/** Databases, caches, network and logs of one world. Milliseconds, seconds, or ratios of 0 to 1 as the name says; counters per second. */
export function platformReadings(state: PlatformState): {
  readonly gauges: Readonly<Record<string, number>>;
  readonly counters: Readonly<Record<string, number>>;
} {
  const { step, seed, readyPods } = state;
  const busy = state.requestsPerSecond / state.usualRequestsPerSecond;
  // Above its usual load a database answers later and a replica falls behind.
  const overload = Math.max(0, busy - 1);
  const noise = (period: number, name: string) => drift(step, period, seed, name);
  return {
    gauges: {
      db_connections: Math.round(40 + 2.2 * readyPods + 4 * noise(10, 'db')),
      db_connections_max: 400,
      db_query_p95_ms: 16 + 12 * busy + 60 * overload + 2 * noise(8, 'query'),
      replica_lag_seconds: 0.25 + 0.2 * busy + 4 * overload + 0.1 * noise(6, 'lag'),
      backup_verified: 1,
      redis_memory_ratio: 0.46 + 0.08 * busy + 0.01 * noise(90, 'redis'),
      redis_hit_ratio: Math.min(1, 0.965 - 0.05 * overload + 0.006 * noise(20, 'hits')),
      qdrant_index_optimized: 1,
      cdn_hit_ratio: 0.942 + 0.008 * noise(40, 'cdn'),
      network_latency_ms: 11 + 2.5 * busy + 1.2 * noise(7, 'network'),
    },
    counters: {
      log_lines_ingested_total: LINES_PER_POD * readyPods + LINES_PER_REQUEST * state.requestsPerSecond,
    },
  };
}

/** Processor and memory of one node, as ratios. */
export function nodeReadings(state: PlatformState, node: string): Readonly<Record<string, number>> {
  const { step, seed } = state;
  const busy = state.requestsPerSecond / state.usualRequestsPerSecond;
  const full = state.readyPods / state.usualPods;
  return {
    node_cpu_ratio: Math.min(1, 0.12 + 0.3 * busy + 0.08 * full + 0.02 * drift(step, 10, seed, node)),
    node_memory_ratio: Math.min(1, 0.3 + 0.2 * full + 0.01 * drift(step, 40, seed, node, 'memory')),
  };
}
