import type { LaunchPlan } from '../../domain/plan/launch-plan.ts';
import { fill, type VariableValue } from '../variables.ts';
import type { ByHand } from './by-hand.ts';
import type { Compiler } from './operations.ts';
import { channels } from './parts.ts';
import type { ProbeScope } from './probes.ts';

type Values = ReadonlyMap<string, VariableValue>;

/** What a probe needs to know of the launch. */
export function probeScope(compiler: Compiler, services: LaunchPlan['services'], values: Values): ProbeScope {
  const { content } = compiler.pack;
  const connected = channels(content, values).filter((channel) => channel.service !== 'manual');
  return {
    services,
    environment: compiler.launch.environment,
    flags: compiler.launch.flags,
    vendors: content.vendors,
    connected: connected.map((channel) => channel.id),
    values,
  };
}

/** What whoever does it by hand needs to know of the launch. */
export function handScope(
  compiler: Compiler,
  services: LaunchPlan['services'],
  namespace: string,
  values: Values,
): ByHand {
  const { content } = compiler.pack;
  const { subsets, hasIstio, environment, flags, applications, smokeTests } = compiler.launch;
  return {
    ...{ namespace, services, subsets, hasIstio, environment, flags, applications, smokeTests, values },
    addresses: new Map(content.channels.map(({ id, address }) => [id, fill(address, values)])),
    templates: new Map(content.templates.map(({ id, title }) => [id, title])),
  };
}
