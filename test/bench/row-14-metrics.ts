import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StepRange } from '#engine/adapters/prometheus/port.ts';
import { createPrometheus } from '#engine/adapters/prometheus/prometheus.ts';
import { benchWorld } from './bench-world.ts';
import { msOf, type Row } from './row.ts';

const queries = 20;
const HOUR_MS = 3_600_000;

/** A server that answers at once what a Prometheus answers to a query over sixteen places. */
async function startCanned() {
  const result = Array.from({ length: 16 }, (_, index) => ({
    metric: { service: `service-${index >> 1}`, subset: index % 2 === 0 ? 'stable' : 'canary' },
    value: [1_700_000_000, String(index / 7)],
  }));
  const body = JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });
  const server = createServer((incoming, response) => {
    incoming.resume();
    incoming.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
  });
  // Longer than between two samples: a connection that was cut is no floor.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, stop: () => new Promise((resolve) => server.close(resolve)) };
}

/** One call with nothing around it: the body is read and thrown away. */
const bareCall = (agent: Agent, port: number, query: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const body = new URLSearchParams({ query, time: '1700000000.000' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length };
    const call = request(
      { agent, port, host: '127.0.0.1', method: 'POST', path: '/api/v1/query', headers },
      (answer) => {
        answer.resume();
        answer.on('end', resolve);
      },
    );
    call.on('error', reject);
    call.end(body);
  });

export const row: Row = {
  title: '20 instant queries; one-hour panels refreshed',
  figures: [
    { name: '20 instant queries', floorIs: '20 bare HTTP calls', unit: 'ms', goal: 3 },
    { name: 'one-hour panels refreshed', floorIs: 're-asking the hour, query by query', unit: 'ms', goal: 0.25 },
  ],
  prepare: async (folder) => {
    const canned = await startCanned();
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const prometheus = createPrometheus({ url: `http://127.0.0.1:${canned.port}` });
    const { plan, outside, end } = await benchWorld(folder);
    const { requestRate, errorRatePercent, p95Ms, stepMs, measures } = plan.signals;
    const panels = [requestRate, errorRatePercent, p95Ms];
    const own = measures.filter((measure) => measure.stepMs === stepMs).map(({ query }) => query);
    const names = Array.from({ length: queries }, (_, index) => `sum by (service) (rate(requests_${index}[1m]))`);
    const latest = () => Math.floor(Date.now() / stepMs) * stepMs;
    return {
      sample: async () => {
        const bare = await msOf(() => Promise.all(names.map((name) => bareCall(agent, canned.port, name))));
        const ours = await msOf(() => Promise.all(names.map((name) => prometheus.instant(name, 1_700_000_000_000))));
        const until = latest();
        const hour: StepRange = { from: until - HOUR_MS + stepMs, until, stepMs };
        const all = [...panels, ...own];
        const again = await msOf(() =>
          Promise.all(all.map((query) => outside.metrics.range(query, hour.from, until, stepMs))),
        );
        const fresh = await msOf(() => outside.metrics.ranges(all, { from: until, until, stepMs }));
        return [
          { floor: bare, ours },
          { floor: again, ours: fresh },
        ];
      },
      end: async () => {
        agent.destroy();
        await prometheus.close();
        await canned.stop();
        await end();
      },
    };
  },
};
