import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PersonCommand } from '#shared/domain/commands.ts';
import { goLaunch, plan } from '#test/support/launch-story.ts';
import { actors, signedIn } from './actors.ts';
import { rowsOfEveryone } from './rows-of-everyone.ts';
import { rowsOfNoReturn } from './rows-of-no-return.ts';
import { rowsOfRollbacks } from './rows-of-rollbacks.ts';
import { rowsOfSilences } from './rows-of-silences.ts';
import { rowsOfSteps } from './rows-of-steps.ts';
import { Stage } from './stage.ts';
import { type LaunchMoment, states } from './states.ts';
import { type AuthorityRow, authorityRows, type Cell, type Row } from './table-row.ts';

const rows: readonly Row[] = [
  ...rowsOfEveryone,
  ...rowsOfSteps,
  ...rowsOfRollbacks,
  ...rowsOfNoReturn,
  ...rowsOfSilences,
];
const cellOf = (row: Row, state: string): Cell => row.cells[state] ?? row.cells.else;

/** The launch as it was made, everyone enrolled: closed, and copied for every state. */
let made: Stage;
let launch: string;
beforeAll(async () => {
  made = await Stage.set();
  launch = made.state.launch?.id ?? '';
  await made.close();
});
afterAll(() => made.discard());

const open: Stage[] = [];
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.discard();
});

/** What the engine answers at the contract: `accepted`, or the code of the refusal. */
async function answer(stage: Stage, row: Row, person: string): Promise<string> {
  const { call, input } = await row.send(stage);
  const before = stage.position;
  const code = await stage.here.refusal(person, call, input);
  if (code !== 'accepted') return code;
  return stage.eventsAfter(before).includes(row.event) ? 'accepted' : `accepted without ${row.event}`;
}

/** Everybody who is refused, on the launch itself: nothing of it may stay in the log. */
async function refusals(stage: Stage, state: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  const before = stage.position;
  for (const row of rows)
    for (const person of row.tries?.(state) ?? actors) {
      const { may, but, otherwise } = cellOf(row, state);
      if (may.includes(person)) continue;
      const expected = but[person] ?? otherwise;
      const said = await answer(stage, row, person);
      if (said !== expected) wrong.push(`${person}: ${row.what}: expected ${expected}, was ${said}`);
      if (stage.position !== before) throw new Error(`${person}: ${row.what} changed the launch in the state ${state}`);
    }
  return wrong;
}

/** Everybody who is accepted, each on a copy of the launch; what leaves the rest as it was shares one. */
async function acceptances(copy: (person: string) => Promise<Stage>, state: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const person of actors) {
    const accepted = rows.filter((row) => cellOf(row, state).may.includes(person));
    const together = accepted.filter((row) => row.isIndependent === true);
    const alone = accepted.filter((row) => row.isIndependent !== true).map((row) => [row]);
    for (const some of together.length > 0 ? [together, ...alone] : alone) {
      const stage = await copy(person);
      for (const row of some) {
        const said = await answer(stage, row, person);
        if (said !== 'accepted') wrong.push(`${person}: ${row.what}: expected to be accepted, was ${said}`);
      }
      await stage.discard();
    }
  }
  return wrong;
}

describe.each(Object.entries<LaunchMoment>(states))('%s', (state, { reach, thaw }) => {
  test('exactly those of the table may do what they may, and everybody else is refused with its reason', async () => {
    const stage = await made.copy(signedIn, launch);
    open.push(stage);
    await reach(stage);
    const wrong = [...(await refusals(stage, state))];
    await stage.close();
    const copy = async (person: string): Promise<Stage> => {
      const people = [...new Set([person, ...(thaw === undefined ? [] : [thaw.by])])];
      const copied = await stage.copy(
        people.filter((id) => signedIn.includes(id)),
        launch,
      );
      await thaw?.how(copied);
      return copied;
    };
    wrong.push(...(await acceptances(copy, state)));
    expect(wrong).toEqual([]);
  });
});

test('every row of the design’s table of who may do what is tried out, and every state of a row is one that is reached', () => {
  // No window has a command for a message to the public: that nobody can send one is a test of its own.
  const tried = new Set<string>([...rows.flatMap((row) => row.of), 'message to the public']);
  expect(authorityRows.filter((row) => !tried.has(row))).toEqual([]);
  const strange = rows.flatMap((row) =>
    Object.keys(row.cells).filter((state) => state !== 'else' && !(state in states)),
  );
  expect(strange).toEqual([]);
});

const design = fileURLToPath(new URL('../../../../../shared/design/authority.md', import.meta.url));
test.skipIf(!existsSync(design))('the rows are those of the design as it is now', () => {
  const lines = readFileSync(design, 'utf8').split('\n');
  const from = lines.findIndex((line) => line.startsWith('| --- |'));
  const table = lines.slice(
    from + 1,
    lines.findIndex((line, index) => index > from && !line.startsWith('|')),
  );
  expect(table.map((line) => line.split('|')[1]?.replaceAll('*', '').trim())).toEqual([...authorityRows]);
});

/** Which row of the table each authority of the runbook is. */
const rowOf: Readonly<Record<string, AuthorityRow | 'silences'>> = {
  hold: authorityRows[0],
  'launch-step': authorityRows[2],
  gate: authorityRows[3],
  'record-vote': authorityRows[3],
  resume: authorityRows[3],
  slip: authorityRows[3],
  scrub: authorityRows[3],
  override: authorityRows[3],
  adopt: authorityRows[4],
  'rollback-unprompted': authorityRows[5],
  'rollback-immediate': authorityRows[6],
  'rollback-urgent': authorityRows[7],
  'rollback-conditional': authorityRows[8],
  'database-rollback': authorityRows[9],
  'delete-stable': authorityRows[10],
  'public-message': authorityRows[11],
  // The pack's own: the design's table doesn't speak of it.
  silence: 'silences',
};
test('every authority of the runbook is one of the rows', () => {
  expect(plan.authorities.map(({ id }) => id).filter((id) => !(id in rowOf))).toEqual([]);
});

test('nobody can send a message to the public from a window: what people may say of messages is what they sent by hand, and sends nothing', () => {
  const types = PersonCommand.options.map((option) => option.shape.type.value);
  expect(types.filter((type) => type.startsWith('message.'))).toEqual(['message.mark', 'message.record']);
  const channel = plan.channels.find(({ service }) => service === 'manual')?.id ?? '';
  const story = goLaunch();
  const queued = {
    type: 'message.queue',
    message: 'm-1' as never,
    channel,
    template: 'x',
    text: 'We are live',
  } as const;
  story.does(null, queued);
  for (const said of [
    { type: 'message.record', channel, template: 'investigating', text: 'We are looking into it' },
    { type: 'message.mark', message: 'm-1' as never },
  ] as const) {
    const decision = story.ask('j-ito', said);
    expect(decision).toMatchObject({ ok: true, value: { effects: [] } });
  }
});
