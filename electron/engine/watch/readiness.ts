import type { Readiness } from '#shared/contract/observations.ts';
import { isPollNear } from '#shared/domain/gate/poll.ts';
import type { ReadinessCheck } from '#shared/domain/signal/judged.ts';
import { argoChecks } from './readiness/argo.ts';
import { commandsByHand, provenByHand } from './readiness/commands.ts';
import { estimateMs } from './readiness/estimate.ts';
import { checksOf, flagFault, tryAll } from './readiness/planned.ts';
import { rightsFor } from './readiness/rights.ts';
import { stableCarries } from './readiness/stable.ts';
import type { Watching } from './watching.ts';

/** Well within the three minutes for which a proof counts at a Go/No-Go. */
const RENEW_MS = 120_000;

/**
 * Proves that a rollback would work now (product §6): the cluster is asked for every right, every operation of the quick
 * rollback is planned, with a dry run where there is something to change, stable has the pods to carry everything, and
 * messages can be stored. Nothing is changed by it.
 */
export function createReadinessWatch(with_: Watching, intervalMs: number): () => Promise<void> {
  return async () => {
    const { hub, clock, signal, tell, state: launch, logTrouble } = with_;
    const [tried, stable] = await Promise.all([tryAll(with_), stableCarries(with_)]);
    const [rights, argo] = await Promise.all([rightsFor(with_, stable.gone.length > 0), argoChecks(with_, tried)]);
    if (signal.aborted) return;
    const checks = [rights, ...checksOf(tried, logTrouble()), ...argo, stable.check];
    hub.sources.answered({ id: 'flags', kind: 'flags', title: 'flags', everyMs: intervalMs }, flagFault(tried));
    const state = verdictOf(checks);
    hub.readiness = {
      ...{ state, checks, provenAt: clock.now() },
      byHand: provenByHand(tried),
      commands: commandsByHand(launch(), tried, stable.gone),
      estimateMs: estimateMs(with_, stable.gone),
    };
    // Held against what is in the log: a verdict that could not be written is told again.
    const told = launch().signal.readiness;
    // A poll asks for a proof of the last minutes (reconciled 29): while one is near, it is told again and again.
    const isOld = Math.abs(clock.now() - (told?.at ?? 0)) > RENEW_MS && isPollNear(launch(), clock.now());
    if (told !== null && inShort(told.verdict, told.checks) === inShort(state, checks) && !isOld) return;
    tell({ type: 'readiness.judge', verdict: state, checks });
  };
}

const inShort = (verdict: Readiness['state'], checks: readonly ReadinessCheck[]): string =>
  `${verdict} ${checks.map((check) => `${check.title} ${check.state}`).join()}`;

const verdictOf = (checks: readonly ReadinessCheck[]): Readiness['state'] =>
  checks.some((check) => check.state === 'act')
    ? 'not-ready'
    : checks.some((check) => check.state === 'unknown')
      ? 'unknown'
      : 'ready';
