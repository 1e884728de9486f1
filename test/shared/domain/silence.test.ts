import { describe, expect, test } from 'vitest';
import type { CommandOf } from '#shared/domain/commands.ts';
import { describe as describeEvent } from '#shared/domain/describe.ts';
import { due } from '#shared/domain/due.ts';
import { PersonId, SilenceId } from '#shared/domain/ids.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { commander, launchMade, madeLaunch, operations, plan, techLead } from '#test/support/launch-story.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const alert = 'DatabaseConnectionsHigh';
const place = (story: Story, more: Partial<CommandOf<'silence.place'>> = {}): CommandOf<'silence.place'> => ({
  ...{ type: 'silence.place', alert, endsAt: story.now + 30 * MINUTE, reason: 'the cache is warmed' },
  matchers: [
    { name: 'alertname', value: alert },
    { name: 'namespace', value: 'media-gateway' },
  ],
  ...more,
});
const last = (story: Story) => {
  const entry = story.state.silences.silences.at(-1);
  if (entry === undefined) throw new Error('there is no silence');
  return entry;
};
const placed = (): Story => {
  const story = madeLaunch();
  story.does(commander, place(story));
  story.does(null, { type: 'silence.confirm', silence: last(story).id, reference: 'id-at-alertmanager' });
  return story;
};

describe('who may silence an alert', () => {
  test('the commander and the Operations Lead do, nobody else, and always with a name', () => {
    const story = madeLaunch();
    story.refuses(techLead, place(story), 'not-entitled');
    story.refuses(null, place(story), 'not-signed');
    expect(story.ask(commander, place(story)).ok).toBe(true);
    expect(story.ask(operations, place(story)).ok).toBe(true);
  });

  test('where a pack says nothing of it, whoever commands does', () => {
    const silent: LaunchPlan = { ...plan, authorities: plan.authorities.filter(({ id }) => id !== 'silence') };
    const story = launchMade({ plan: silent });
    story.refuses(operations, place(story), 'not-entitled');
    expect(story.ask(commander, place(story)).ok).toBe(true);
  });
});

describe('what may be silenced', () => {
  test('an alert by its name: one whose labels do not name it is refused', () => {
    const story = madeLaunch();
    story.refuses(commander, place(story, { matchers: [{ name: 'severity', value: 'warning' }] }), 'not-by-name');
  });

  test('with an end, within four hours and not in the past', () => {
    const story = madeLaunch();
    story.refuses(commander, place(story, { endsAt: story.now + 240 * MINUTE + 1 }), 'no-end');
    story.refuses(commander, place(story, { endsAt: story.now }), 'no-end');
    expect(story.ask(commander, place(story, { endsAt: story.now + 240 * MINUTE })).ok).toBe(true);
  });

  test('never an alert that a criterion names', () => {
    const [first, ...others] = plan.criteria;
    if (first === undefined) throw new Error('the plan has no criterion');
    const story = launchMade({ plan: { ...plan, criteria: [{ ...first, alerts: [alert] }, ...others] } });
    const refused = story.ask(commander, place(story));
    expect(refused).toMatchObject({ ok: false, error: { code: 'feeds-criterion' } });
    expect(refused.ok ? '' : refused.error.message).toContain(first.title);
  });

  test('once: the same alert is not silenced twice, another of its name is', () => {
    const story = placed();
    story.refuses(commander, place(story), 'already-silenced');
    const other = [
      { name: 'alertname', value: alert },
      { name: 'namespace', value: 'elsewhere' },
    ];
    expect(story.ask(commander, place(story, { matchers: other })).ok).toBe(true);
  });
});

describe('a silence', () => {
  test('is stored before it is asked for, and holds only when it was read back', () => {
    const story = madeLaunch();
    const asked = story.ask(commander, place(story));
    expect(asked.ok && asked.value.effects).toEqual([{ kind: 'place-silence', silence: expect.any(String) }]);
    story.accept(asked);
    expect(last(story)).toMatchObject({ standing: 'placing', by: PersonId.parse(commander), reference: null });
    story.does(null, { type: 'silence.confirm', silence: last(story).id, reference: 'id-1' });
    expect(last(story)).toMatchObject({ standing: 'active', reference: 'id-1' });
    expect(story.does(null, { type: 'silence.confirm', silence: last(story).id, reference: 'id-1' })).toEqual([]);
  });

  test('ends when its time has come, by the clock alone', () => {
    const story = placed();
    const { id, endsAt } = last(story);
    expect(due(story.state)).toContainEqual({ at: endsAt, command: { type: 'silence.end', silence: id, why: 'time' } });
    story.does(null, { type: 'silence.end', silence: id, why: 'time' });
    expect(last(story).standing).toBe('over');
    expect(due(story.state).some(({ command }) => command.type === 'silence.end')).toBe(false);
    expect(story.does(null, { type: 'silence.fail', silence: id, trouble: 'late' })).toEqual([]);
  });

  test('is lifted early by those who may place one; what could not be lifted holds on', () => {
    const story = placed();
    const { id } = last(story);
    story.refuses(techLead, { type: 'silence.lift', silence: id }, 'not-entitled');
    story.does(operations, { type: 'silence.lift', silence: id });
    expect(last(story).standing).toBe('lifting');
    story.does(null, { type: 'silence.fail', silence: id, trouble: 'Alertmanager can not be reached' });
    expect(last(story)).toMatchObject({ standing: 'active', trouble: 'Alertmanager can not be reached' });
    story.does(commander, { type: 'silence.lift', silence: id });
    story.does(null, { type: 'silence.end', silence: id, why: 'lifted' });
    story.refuses(commander, { type: 'silence.lift', silence: id }, 'not-active');
    expect(story.ask(commander, place(story)).ok).toBe(true);
  });

  test('whose answer was lost is unknown: it is not placed again, and may be lifted', () => {
    const story = madeLaunch();
    story.does(commander, place(story));
    const { id } = last(story);
    story.does(null, { type: 'silence.lose', silence: id, trouble: 'the answer was lost' });
    expect(last(story).standing).toBe('unknown');
    story.refuses(commander, place(story), 'already-silenced');
    expect(story.ask(commander, { type: 'silence.lift', silence: id }).ok).toBe(true);
    story.does(null, { type: 'silence.confirm', silence: id, reference: 'found' });
    expect(last(story)).toMatchObject({ standing: 'active', reference: 'found', trouble: null });
  });

  test('that could not be placed is out of the way of the next try', () => {
    const story = madeLaunch();
    story.does(commander, place(story));
    story.does(null, { type: 'silence.fail', silence: last(story).id, trouble: 'refused' });
    expect(last(story).standing).toBe('failed');
    expect(story.ask(commander, place(story)).ok).toBe(true);
    story.refuses(commander, { type: 'silence.lift', silence: SilenceId.parse('none') }, 'no-such-silence');
  });

  test('is told in the timeline with its alert and who did it', () => {
    const story = placed();
    story.does(operations, { type: 'silence.lift', silence: last(story).id });
    story.does(null, { type: 'silence.end', silence: last(story).id, why: 'lifted' });
    const lines = story.events
      .filter(({ type }) => type.startsWith('silence.'))
      .map((event) => {
        const { title, text } = describeEvent({ position: 1, at: 0, actor: '', console: '', event }, story.state);
        return `${title}: ${text}`;
      });
    expect(lines).toEqual([
      `Silence: ${alert}, J. Ito: the cache is warmed`,
      `Silenced: ${alert}, read back`,
      expect.stringMatching(`Silence to be lifted: ${alert}, `),
      `Silence over: ${alert}: lifted`,
    ]);
  });
});
