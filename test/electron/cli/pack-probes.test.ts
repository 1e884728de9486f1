import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOperation } from '#engine/adapters/catalogue.ts';
import { connectionsFromRehearsal } from '#engine/adapters/connections.ts';
import { createLooks } from '#engine/adapters/looks.ts';
import type { OperationKind, RunOutcome } from '#engine/adapters/operation-kind.ts';
import { connectOutside } from '#engine/adapters/outside.ts';
import { realClock } from '#engine/clock.ts';
import { builtInPacks } from '#engine/pack-places.ts';
import { offeredTo, planFromPack } from '#engine/packs.ts';
import { lookOnce } from '#engine/probes/look-once.ts';
import { rehearsalWorlds } from '#engine/rehearsal-worlds.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import { type Rehearsal, startRehearsal } from '#rehearsal/start.ts';
import type { MessageSpec } from '#shared/domain/operation/spec.ts';
import { allItems } from '#shared/domain/plan/item-by-id.ts';
import type { PlannedOperation } from '#shared/domain/plan/launch-plan.ts';
import { launchingSteps } from '#shared/domain/rollout/launched.ts';

const dir = mkdtempSync(join(tmpdir(), 'tminus-probes-'));
let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await startRehearsal({ dir });
}, 30_000);
afterAll(async () => {
  await rehearsal.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** A built-in pack as a launch of the rehearsal environment has it, with everything outside connected. */
async function opened(pack: string) {
  const world = rehearsal.addresses.worlds.find((one) => one.namespace === pack);
  if (!world) throw new Error(`there is no world ${pack}`);
  const plan = planFromPack(builtInPacks, pack, offeredTo(builtInPacks, pack, rehearsalWorlds(rehearsal.addresses)));
  if (!plan.ok) throw new Error(plan.error.message);
  const settings = connectionsFromRehearsal({ ...rehearsal.addresses, namespace: world.namespace });
  const connected = await connectOutside(settings);
  if (!connected.ok) throw new Error(connected.error.message);
  return { plan: plan.value, settings, outside: connected.value };
}

/** What every probe of a pack says in the rehearsal environment, by its item. */
async function looked(pack: string) {
  const { plan, settings, outside } = await opened(pack);
  const looks = createLooks(settings);
  const clock = realClock();
  const hub = new ObservationHub(clock);
  const found = new Map<string, { verdict: string; text: string }>();
  for (const { id, probe } of allItems(plan)) {
    if (probe === undefined) continue;
    const parts = () => ({ plan, clock, hub, feeds: outside, outside, looks });
    const bug = (error: unknown) => {
      throw error;
    };
    found.set(id, await lookOnce(probe, { parts, secrets: [], bug }, new AbortController().signal).result);
  }
  await outside.close();
  await looks.close();
  return found;
}

describe('the probes of the built-in packs', () => {
  it.each([
    ['media-gateway', 41, ['t-24h-rollback-dry-run', 't-4h-kill-switches']],
    ['two-services', 6, []],
  ])(
    'of %s are good on the morning of a rehearsal',
    async (pack, count, unproven) => {
      const found = await looked(pack);
      expect(found.size).toBe(count);
      const wrong = [...found].filter(([id, { verdict }]) => verdict !== 'good' && !unproven.includes(id));
      expect(wrong.map(([id, { verdict, text }]) => `${id}: ${verdict}, ${text}`)).toEqual([]);
      // Whether a rollback would work is what the watch of a running launch proves.
      for (const id of unproven) expect(found.get(id)?.verdict).toBe('unknown');
    },
    60_000,
  );
});

/** Messages are no part of what is tried here. */
const noMessages: OperationKind<MessageSpec> = {
  kind: 'message.post',
  plan: async () => ({ ok: true, value: { targets: [], changes: [], checks: [], equivalent: '' } }),
  run: async () => ({ kind: 'done', seen: [] }),
  look: async () => ({ ok: true, value: { applied: 'yes', seen: [] } }),
};

describe('the pack without a mesh', () => {
  it('is rolled out and back by its pods alone, on a cluster that has no route for them', async () => {
    const { plan, outside } = await opened('two-services');
    const kinds = outside.kinds({ messages: noMessages, noted: () => ({}) });
    const context = {
      signal: new AbortController().signal,
      progress: () => undefined,
      cause: 'N. Weber: a rehearsal',
      isGoal: true,
      isForced: false,
    };
    const run = async (operations: readonly PlannedOperation[]) => {
      const outcomes: (readonly [string, RunOutcome])[] = [];
      for (const { title, spec } of operations) outcomes.push([title, await runOperation(kinds, spec, null, context)]);
      return outcomes;
    };
    // Up to the launch: what comes after it, deleting stable, is done in a launched launch, by what it has noted.
    const forward = await run(launchingSteps(plan).flatMap((step) => step.operations));
    expect(forward.filter(([, { kind }]) => kind !== 'done')).toEqual([]);
    const back = await run(plan.quickRollback.operations);
    expect(back.filter(([, { kind }]) => kind !== 'done')).toEqual([]);
    const [, read] = back.at(-1) ?? [];
    expect(read?.kind === 'done' && read.seen.map(({ what, seen }) => `${what}: ${seen}`)).toEqual([
      'worker-stable ready pods: 3',
      'worker-canary pods: 0 ready of 0 wanted',
      'web-stable ready pods: 3',
      'web-canary pods: 0 ready of 0 wanted',
    ]);
    await outside.close();
  }, 60_000);
});
