import type { About } from '../about.ts';
import { lines, quiet, section, strong, table } from '../blocks.ts';
import type { Row, Section } from '../paper.ts';

/** The services in launch order (runbook §2.4). */
export function services({ plan }: About): Section {
  const titleOf = (id: string): string => plan.services.find((one) => one.id === id)?.title ?? id;
  const rows = plan.groups.flatMap((group): readonly Row[] => {
    const members = plan.services.filter((service) => service.group === group.id);
    const how = group.mode === 'parallel' ? 'all at once' : 'one by one';
    return [
      { span: `${group.title}, ${how}` },
      ...members.map(
        (service): Row => [
          strong(service.title),
          lines([...service.dependsOn.map(titleOf), ...service.external].join(', ')),
          lines(service.stableDeployment, service.canaryDeployment, quiet(`host ${service.host}`)),
          service.image,
          service.verification ?? '',
        ],
      ),
    ];
  });
  const columns = ['Service 17', 'Depends on 20', 'Deployments, host 24', 'New image 22', 'Its own test 17'];
  return section('services', 'Services in launch order', [table(columns, rows)], 'flows');
}
