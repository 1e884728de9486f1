import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fromRecorded, toNewEvent } from '#engine/dispatcher/stored.ts';
import type { Recorded } from '#engine/store/record.ts';
import { DomainEvent } from '#shared/domain/catalogue.ts';
import { describe as describeEvent } from '#shared/domain/describe.ts';
import { evolve } from '#shared/domain/evolve.ts';
import { gateCriteria } from '#shared/domain/gate/criteria.ts';
import { emptyLaunch } from '#shared/domain/launch/state.ts';
import { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { noRunbookParts } from '#shared/domain/plan/runbook.ts';
import { stepStatus } from '#shared/domain/rollout/step-status.ts';
import { goLaunch } from '#test/support/launch-story.ts';

/** A log as the first Tminus wrote it: a small launch made, enrolled, ticked, voted, given GO and held. */
const rows = z
  .array(
    z.strictObject({
      at: z.number(),
      actor: z.string(),
      type: z.string(),
      version: z.number(),
      data: z.looseObject({}),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('version-1.json', import.meta.url), 'utf8')));

const recorded = (row: (typeof rows)[number], position: number): Recorded => ({
  ...row,
  position,
  id: `event-${position}`,
  hlc: '',
  console: 'console-1',
  consoleSeq: position,
  commandId: `command-${position}`,
  index: 0,
  hash: '',
});
const stored = rows.map((row, index) => fromRecorded(recorded(row, index + 1)));
const known = stored.filter((event) => event !== null);
const state = known.reduce(evolve, emptyLaunch);

describe('a launch that was made before the whole runbook was part of it', () => {
  test('is read as today’s events, every one of them', () => {
    expect(rows[0]).toMatchObject({ type: 'launch.created', version: 1 });
    expect(known).toHaveLength(rows.length);
    for (const { event } of known) expect(DomainEvent.parse(event)).toEqual(event);
  });

  test('has a plan of today’s shape: what it did not have is empty, what it had stays', () => {
    const plan = state.launch?.plan;
    expect(LaunchPlan.safeParse(plan).error).toBeUndefined();
    expect(plan).toMatchObject({ ...noRunbookParts, title: 'Small v1', rules: { graceMs: 5000, idleLockMs: 600_000 } });
    expect(plan?.gates[0]?.opens).toBe('launch');
    expect(plan?.channels[0]).toMatchObject({ id: 'room', audience: 'internal', means: 'slack' });
    expect(plan?.roles[0]).toMatchObject({ duties: [], isInWarRoom: false });
  });

  test('folds to where it was: enrolled, ticked, voted, GO, on hold', () => {
    expect(state.roster.people['p-two']).toMatchObject({ publicKey: 'b'.repeat(43), witnessed: null, revokedAt: null });
    expect(state.checklist.items.well).toMatchObject({ state: 'done', evidence: [], probe: null });
    expect(state.gate.gates.go).toMatchObject({ decision: { verdict: 'go', overrode: [], recordedBy: null } });
    expect(state.clock).toMatchObject({ hold: { reason: 'look' }, window: null });
    const now = known.at(-1)?.at ?? 0;
    expect(stepStatus(state, 'first', now).refusal?.code).toBe('held');
    expect(gateCriteria(state, 'go', now).map((one) => one.state)).toEqual(['met']);
    for (const event of known) expect(describeEvent(event, state).title).not.toBe('');
  });

  test('of an external channel says so', () => {
    const [first] = rows;
    if (first === undefined) throw new Error('the log is empty');
    const data = { ...first.data, plan: { channels: [{ id: 'page', service: 'webhook', isPublic: true }] } };
    const event = fromRecorded(recorded({ ...first, data }, 1))?.event;
    expect(event).toMatchObject({ plan: { channels: [{ audience: 'external', means: 'webhook' }] } });
  });
});

describe('a launch that was made before everything measured had a limit of its own', () => {
  const [first] = rows;
  const saturation = [
    { title: 'CPU', query: 'cpu' },
    { title: 'Memory', query: 'memory' },
  ];
  const metric = {
    signal: 'saturation-percent',
    above: 95,
    isInclusive: false,
    ofBaseline: false,
    sustainedMs: 60_000,
  };
  const plan = {
    ...structuredClone(state.launch?.plan),
    signals: { requestRate: 'a', errorRatePercent: 'b', p95Ms: 'c', stepMs: 5000, minimumRequests: 50, saturation },
    criteria: [{ id: 'full', title: 'Full', severity: 'urgent', metric }],
    successCriteria: [
      { id: 'hour', title: 'H', checkpoint: 'c', criteria: [{ id: 'e', title: 'E', query: 'q', holds: '< 1' }] },
    ],
  };

  test('is watched as it was: what was saturation are measures, bad above 95 %', () => {
    if (first === undefined) throw new Error('the log is empty');
    const event = fromRecorded(recorded({ ...first, version: 2, data: { ...first.data, plan } }, 1))?.event;
    expect(DomainEvent.safeParse(event).error).toBeUndefined();
    const measures = [
      {
        id: 'saturation-1',
        title: 'CPU',
        query: 'cpu',
        unit: '%',
        by: [],
        stepMs: 5000,
        holds: { operator: '<=', value: 95 },
      },
      expect.objectContaining({ id: 'saturation-2', title: 'Memory' }),
    ];
    expect(event).toMatchObject({
      plan: {
        signals: { requestRate: 'a', measures },
        criteria: [{ id: 'full', measured: { measures: ['saturation-1', 'saturation-2'], sustainedMs: 60_000 } }],
        successCriteria: [{ criteria: [{ id: 'e', title: 'E' }] }],
      },
    });
  });

  test('and an adoption that was asked for then, too', () => {
    if (first === undefined) throw new Error('the log is empty');
    const row = { ...first, type: 'adoption.requested', version: 1, data: { plan } };
    expect(fromRecorded(recorded(row, 1))?.event).toMatchObject({ plan: { signals: { measures: [{}, {}] } } });
  });
});

describe('an event of today', () => {
  test('is written in its version and read back as it was', () => {
    const written = goLaunch().events.map(toNewEvent);
    expect(written.find((event) => event.type === 'launch.created')?.version).toBe(3);
    const read = written.map(({ type, version, data }, index) =>
      fromRecorded(recorded({ at: 0, actor: 'engine', type, version, data: { ...(data as object) } }, index)),
    );
    expect(read.map((event) => event?.event)).toEqual(goLaunch().events);
  });

  test('whose data was redacted is none', () => {
    const [first] = rows;
    if (first === undefined) throw new Error('the log is empty');
    expect(fromRecorded({ ...recorded(first, 1), isRedacted: true, data: null })).toBeNull();
  });
});
