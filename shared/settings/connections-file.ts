import { z } from 'zod';
import { shapeOf } from './connections-shape.ts';
import { SecretReference } from './secret-name.ts';
import type { Sections } from './sections.ts';

const shape = shapeOf(z.union([z.string().min(1), SecretReference]), z.union([z.url(), SecretReference]));

/**
 * connections.json as it lies on disk. A secret is a reference to this machine's keychain; a plain string, as files written
 * by hand have it, works too. Every source may be missing: it isn't set up then. Half a cluster is a mistake, not none.
 */
export const ConnectionsFile = z
  .strictObject({
    ...z.strictObject(shape.cluster).partial().shape,
    prometheus: shape.prometheus.optional(),
    alertmanager: shape.alertmanager.optional(),
    loki: shape.loki.optional(),
    flags: shape.flags.optional(),
    slack: shape.slack.optional(),
    webhooks: shape.webhooks.optional(),
    monitors: shape.monitors.optional(),
    monitorCaFile: shape.monitorCaFile,
    commands: shape.commands.optional(),
    statusPageUrl: shape.statusPageUrl.optional(),
  })
  .check(({ value, issues }) => {
    const names = ['kubeconfig', 'context', 'namespace', 'allowedExecPlugins', 'alsoWatched'] as const;
    const isNamed = names.some((name) => value[name] !== undefined);
    const missing = names.slice(0, 3).find((name) => value[name] === undefined);
    if (!isNamed || missing === undefined) return;
    const message = 'is missing: a cluster is given by kubeconfig, context and namespace';
    issues.push({ code: 'custom', path: [missing], message, input: value });
  });
export type ConnectionsFile = z.infer<typeof ConnectionsFile>;

/** The file, source by source, with the secrets' places still as they are. */
export function partsOf(file: ConnectionsFile) {
  const {
    kubeconfig,
    context,
    namespace,
    allowedExecPlugins,
    alsoWatched,
    monitors,
    monitorCaFile,
    commands,
    statusPageUrl,
  } = file;
  const { prometheus, alertmanager, loki, flags, slack, webhooks } = file;
  const cluster =
    kubeconfig === undefined || context === undefined || namespace === undefined
      ? undefined
      : {
          ...{ kubeconfig, context, namespace },
          ...(allowedExecPlugins && { allowedExecPlugins }),
          ...(alsoWatched && { alsoWatched }),
        };
  return {
    ...{ cluster, prometheus, alertmanager, loki, flags, slack, webhooks },
    monitors:
      monitors === undefined && monitorCaFile === undefined
        ? undefined
        : { monitors: monitors ?? [], ...(monitorCaFile === undefined ? {} : { caFile: monitorCaFile }) },
    statusPage: statusPageUrl === undefined ? undefined : { url: statusPageUrl },
    programs: commands,
  };
}

/** The file of these sources. */
export function fileOf(sections: Sections): ConnectionsFile {
  const { cluster, monitors, statusPage, programs, ...others } = sections;
  return {
    ...cluster,
    ...others,
    ...(monitors === undefined ? {} : { monitors: monitors.monitors }),
    ...(monitors?.caFile === undefined ? {} : { monitorCaFile: monitors.caFile }),
    ...(programs === undefined ? {} : { commands: programs }),
    ...(statusPage === undefined ? {} : { statusPageUrl: statusPage.url }),
  };
}
