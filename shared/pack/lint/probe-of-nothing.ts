import type { PackContent } from '../schema/pack.ts';
import type { Probe } from '../schema/probes.ts';
import type { Finding, Rule } from './rule.ts';

/** What `all` would stand for, said when there is nothing. */
function lacks(content: PackContent, probe: Probe): string | null {
  if (probe.check === 'flags' && probe.flags === 'all' && content.flags.launch.length === 0) return 'launch flag';
  const isConnected = content.channels.some(({ service }) => service === 'slack' || service === 'webhook');
  return probe.check === 'channels' && probe.channels === 'all' && !isConnected ? 'channel with a connector' : null;
}

export const probeOfNothing: Rule = {
  name: 'probe-of-nothing',
  says: 'A probe of all flags or all channels where there is none.',
  severity: 'error',
  blocks: true,
  *check(content): Generator<Finding> {
    for (const [index, list] of content.checklists.entries()) {
      for (const [at, section] of list.sections.entries()) {
        for (const [number, item] of section.items.entries()) {
          const missing = item.probe === undefined ? null : lacks(content, item.probe);
          if (missing === null) continue;
          const path = ['checklists', index, 'sections', at, 'items', number, 'probe'];
          const message = `The probe of \`${item.id}\` looks at every ${missing}, and the pack has none.`;
          yield { path, message, hint: `Remove the probe, or add a ${missing}.` };
        }
      }
    }
  },
};
