import type { Service } from '../../domain/plan/launch-plan.ts';
import type { ProbeCheck, ProbeSpec } from '../../domain/plan/probe.ts';
import type { Probe } from '../schema/probes.ts';
import type { VariableValue } from '../variables.ts';
import { fill } from '../variables.ts';

/** What a probe needs to know of the launch. */
export type ProbeScope = {
  readonly services: readonly Service[];
  readonly environment: string;
  readonly flags: readonly string[];
  readonly vendors: readonly { readonly id: string; readonly title: string; readonly statusPage: string }[];
  /** Channels that a connector delivers to. */
  readonly connected: readonly string[];
  readonly values: ReadonlyMap<string, VariableValue>;
};

type Of<Kind extends Probe['check']> = Extract<Probe, { check: Kind }>;
const HTTPS = 443;

function deployments(scope: ProbeScope, which: Of<'pods-healthy'>['deployments']): string[] {
  const stable = scope.services.map((service) => service.stableDeployment);
  const canary = scope.services.map((service) => service.canaryDeployment);
  if (which === 'all') return [...stable, ...canary];
  if (which === 'stable') return stable;
  return which === 'canary' ? canary : which.map((one) => fill(one, scope.values));
}

function tls(scope: ProbeScope, { host, validFor }: Of<'tls'>): ProbeCheck {
  const words = fill(host, scope.values);
  const [, name = words, port] = /^(.+):(\d+)$/.exec(words) ?? [];
  return { kind: 'tls', host: name, port: port === undefined ? HTTPS : Number(port), validForMs: validFor };
}

function dns(scope: ProbeScope, { name, record, expected, server }: Of<'dns'>): ProbeCheck {
  const asked = fill(server, scope.values);
  return {
    kind: 'dns',
    name: fill(name, scope.values),
    record,
    ...(expected === undefined ? {} : { expected: fill(expected, scope.values) }),
    ...(asked === 'system' ? {} : { server: asked }),
  };
}

function http(scope: ProbeScope, { url, status, contains, within }: Of<'http'>): ProbeCheck {
  return {
    kind: 'http',
    url: fill(url, scope.values),
    status,
    ...(contains === undefined ? {} : { contains: fill(contains, scope.values) }),
    ...(within === undefined ? {} : { withinMs: within }),
  };
}

function vendorStatus(scope: ProbeScope, { vendor, component }: Of<'vendor-status'>): ProbeCheck {
  const known = scope.vendors.find((one) => one.id === vendor);
  const page = fill(known?.statusPage ?? '', scope.values);
  return {
    kind: 'vendor-status',
    vendor: known?.title ?? vendor,
    page,
    ...(component === undefined ? {} : { component }),
  };
}

function cluster(scope: ProbeScope, probe: Of<'deployment-available' | 'image' | 'job' | 'secret'>): ProbeCheck {
  const filled = (text: string) => fill(text, scope.values);
  switch (probe.check) {
    case 'deployment-available': {
      const wanted = probe.replicas === undefined ? {} : { replicas: probe.replicas };
      return { kind: probe.check, deployments: deployments(scope, probe.deployments), ...wanted };
    }
    case 'image': {
      const meant = scope.services.filter(({ id }) => probe.services === 'all' || probe.services.includes(id));
      return { kind: probe.check, images: meant.map((service) => service.image) };
    }
    case 'job':
      return {
        kind: probe.check,
        job: filled(probe.job),
        ...(probe.within === undefined ? {} : { withinMs: probe.within }),
      };
    case 'secret':
      return { kind: probe.check, secrets: probe.secrets.map(filled) };
  }
}

function checkOf(scope: ProbeScope, probe: Probe): ProbeCheck {
  const filled = (text: string) => fill(text, scope.values);
  switch (probe.check) {
    case 'tls':
      return tls(scope, probe);
    case 'dns':
      return dns(scope, probe);
    case 'http':
      return http(scope, probe);
    case 'vendor-status':
      return vendorStatus(scope, probe);
    case 'pods-healthy':
      return { kind: probe.check, deployments: deployments(scope, probe.deployments) };
    case 'autoscaler':
      return { kind: probe.check, names: deployments(scope, probe.autoscalers) };
    case 'flags': {
      const flags = probe.flags === 'all' ? [...scope.flags] : probe.flags;
      return { kind: probe.check, flags, environment: scope.environment, on: probe.on };
    }
    case 'prometheus':
      return { kind: probe.check, query: filled(probe.query), holds: probe.holds };
    case 'alertmanager':
      return { kind: probe.check, matchers: probe.matchers.map(filled) };
    case 'ntp':
      return { kind: probe.check, server: filled(probe.server), withinMs: probe.within };
    case 'channels':
      return { kind: probe.check, channels: probe.channels === 'all' ? [...scope.connected] : probe.channels };
    case 'command': {
      const { program, sha256 } = probe;
      return { kind: probe.check, program: filled(program), arguments: probe.arguments.map(filled), sha256 };
    }
    case 'rollback-ready':
      return { kind: probe.check };
    default:
      return cluster(scope, probe);
  }
}

/** A check of the pack as the plan has it, its names spelled out and its variables filled in. */
export const compileProbe = (scope: ProbeScope, probe: Probe): ProbeSpec => ({
  check: checkOf(scope, probe),
  everyMs: probe.every,
  ...(probe.until === undefined ? {} : { until: probe.until }),
  timeoutMs: probe.timeout,
});
