/** A rule of the rehearsal's Prometheus: each sample of `query` is an alert that fires. */
export type AlertRule = {
  readonly name: string;
  readonly query: string;
  readonly severity: 'critical' | 'warning';
  readonly summary: string;
};

const errors = (match: string) => `sum by (namespace, service) (rate(http_requests_total{${match}}[1m]))`;

/** They hold for any world: what they look at has the namespace as a label. None fires while all is calm. One entry adds one. */
export const ALERT_RULES: readonly AlertRule[] = [
  {
    name: 'HighErrorRate',
    query: `100 * ${errors('code=~"5.."')} / ${errors('')} > 2`,
    severity: 'critical',
    summary: 'More than 2 % of the requests to a service fail',
  },
  {
    name: 'HighLatency',
    query:
      '1000 * histogram_quantile(0.95, sum by (namespace, service, le) (rate(http_request_duration_seconds_bucket[1m]))) > 500',
    severity: 'warning',
    summary: 'The 95th percentile of a service is above 500 ms',
  },
  {
    name: 'PodCrashLooping',
    query: 'max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[1m]) > 0',
    severity: 'critical',
    summary: 'A container crashes again and again',
  },
  {
    name: 'DatabaseConnectionsHigh',
    query: '100 * db_connections / db_connections_max > 80',
    severity: 'warning',
    summary: 'More than 80 % of the database connections are in use',
  },
  {
    name: 'ReplicaLagging',
    query: 'replica_lag_seconds > 10',
    severity: 'warning',
    summary: 'A read replica is more than 10 s behind',
  },
  {
    name: 'BackupNotVerified',
    query: 'backup_verified == 0',
    severity: 'warning',
    summary: 'The last backup failed its test',
  },
  {
    name: 'NodeMemoryHigh',
    query: '100 * node_memory_ratio > 90',
    severity: 'warning',
    summary: 'A node uses more than 90 % of its memory',
  },
];
