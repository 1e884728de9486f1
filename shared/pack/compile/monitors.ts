import type { Monitor, MonitorCheck } from '../../domain/plan/monitor.ts';
import type { PackContent } from '../schema/pack.ts';
import { fill, type VariableValue } from '../variables.ts';

type Values = ReadonlyMap<string, VariableValue>;
type Written = PackContent['monitors'][number];
const HTTPS = 443;
const VALID_FOR_MS = 14 * 86_400_000;

function checkOf(written: Written, values: Values): MonitorCheck {
  const target = fill(written.target, values);
  switch (written.kind) {
    case 'http':
      return { kind: 'http', url: target };
    case 'tls': {
      const [, host = target, port] = /^(.+):(\d+)$/.exec(target) ?? [];
      return {
        kind: 'tls',
        host,
        port: port === undefined ? HTTPS : Number(port),
        validForMs: written.validFor ?? VALID_FOR_MS,
      };
    }
    case 'dns': {
      const { record = 'A', expected } = written;
      const server = fill(written.server ?? 'system', values);
      return {
        ...{ kind: 'dns', name: target, record },
        ...(expected === undefined ? {} : { expected: fill(expected, values) }),
        ...(server === 'system' ? {} : { server }),
      };
    }
  }
}

/** The monitors from outside, their variables filled in. */
export const monitors = (content: PackContent, values: Values): Monitor[] =>
  content.monitors.map((written) => ({
    id: written.id,
    title: written.title,
    everyMs: written.every,
    ...(written.within === undefined ? {} : { withinMs: written.within }),
    check: checkOf(written, values),
  }));
