import { gate, go, noGo } from '#test/support/launch-story.ts';
import { MINUTE } from '#test/support/story.ts';
import { actors } from './actors.ts';
import { adoptionOf, stepNow } from './commands.ts';
import { command, nobody, only, type Row, stepIsThere } from './table-row.ts';

const steps = ['image, scale, weights, flags of the launch'] as const;
const commands = ['resume, slip, scrub, GO, override'] as const;
const adopting = ['adopt a changed pack or roster in a running launch'] as const;

/** The commander may; in a launch that was scrubbed nobody does, whoever asks. */
const commanders = { scrubbed: nobody('scrubbed'), else: only(['commander']) };
/** The Technical Lead would, and is told why not now. */
const technicalNot = (code: string) => nobody('not-entitled', { technical: code });

export const rowsOfSteps: readonly Row[] = [
  {
    what: 'ask for a step',
    of: steps,
    send: () => command({ type: 'step.ask', step: 'canary-images' as never }),
    event: 'action.requested',
    cells: {
      'before GO': technicalNot('gate-not-go'),
      'everything is met': technicalNot('gate-not-go'),
      'NO-GO': technicalNot('gate-not-go'),
      GO: only(['technical']),
      'a change waits to be adopted': technicalNot('gate-not-go'),
      'a step waits': technicalNot('already-asked'),
      'the grace time runs': technicalNot('already-asked'),
      'a step runs': technicalNot('already-asked'),
      'a step is paused': technicalNot('already-asked'),
      'a step was cut off': technicalNot('already-asked'),
      hold: technicalNot('held'),
      'GO was withdrawn': technicalNot('held'),
      'an urgent rollback waits for the second person': technicalNot('rolling-back'),
      'a conditional rollback waits for two more': technicalNot('rolling-back'),
      'a conditional rollback waits and an urgent decision opens': technicalNot('rolling-back'),
      'break-glass waits for the second senior engineer': technicalNot('rolling-back'),
      'a database rollback waits': technicalNot('rolling-back'),
      'an hour after 100 %': technicalNot('already-done'),
      'a day after 100 %': technicalNot('already-done'),
      'deleting stable waits': technicalNot('already-done'),
      'a rollback of the commander runs': technicalNot('rolling-back'),
      'a rollback of a senior engineer runs': technicalNot('rolling-back'),
      'a rollback that a deputy confirmed runs': technicalNot('rolling-back'),
      'rolled back': technicalNot('gate-not-fresh'),
      scrubbed: technicalNot('scrubbed'),
      else: technicalNot('decision-open'),
    },
  },
  {
    what: 'confirm a step as the Launch Commander',
    of: steps,
    send: (stage) => command({ type: 'action.confirm', role: 'launch-commander' as never, ...stepNow(stage) }),
    event: 'action.confirmed',
    cells: {
      'a step waits': only(['commander'], 'role-not-held'),
      'the grace time runs': nobody('not-waiting'),
      'a step runs': nobody('not-waiting'),
      'a step is paused': nobody('not-waiting'),
      'a step was cut off': nobody('not-waiting'),
      'a rollback of the commander runs': nobody('not-waiting'),
      'rolled back': nobody('not-waiting'),
      'an hour after 100 %': nobody('not-waiting'),
      'a day after 100 %': nobody('not-waiting'),
      'deleting stable waits': nobody('role-not-held', { commander: 'name-not-typed' }),
      else: nobody('no-such-action'),
    },
  },
  {
    what: 'confirm a step as the Technical Lead, who asked for it',
    of: steps,
    send: (stage) => command({ type: 'action.confirm', role: 'technical-lead' as never, ...stepNow(stage) }),
    event: 'action.confirmed',
    cells: {
      'a step waits': nobody('role-not-asked'),
      'the grace time runs': nobody('not-waiting'),
      'a step runs': nobody('not-waiting'),
      'a step is paused': nobody('not-waiting'),
      'a step was cut off': nobody('not-waiting'),
      'a rollback of the commander runs': nobody('not-waiting'),
      'rolled back': nobody('not-waiting'),
      'an hour after 100 %': nobody('not-waiting'),
      'a day after 100 %': nobody('not-waiting'),
      'deleting stable waits': nobody('role-not-asked'),
      else: nobody('no-such-action'),
    },
  },
  {
    what: 'deny a step as the Launch Commander',
    of: steps,
    send: (stage) => {
      const { action } = stepNow(stage);
      return command({ type: 'action.deny', role: 'launch-commander' as never, action, reason: 'no' });
    },
    event: 'action.denied',
    cells: {
      'a step waits': only(['commander'], 'role-not-held'),
      'the grace time runs': nobody('not-waiting'),
      'a step runs': nobody('not-waiting'),
      'a step is paused': nobody('not-waiting'),
      'a step was cut off': nobody('not-waiting'),
      'a rollback of the commander runs': nobody('not-waiting'),
      'rolled back': nobody('not-waiting'),
      'an hour after 100 %': nobody('not-waiting'),
      'a day after 100 %': nobody('not-waiting'),
      'deleting stable waits': only(['commander'], 'role-not-held'),
      else: nobody('no-such-action'),
    },
  },
  {
    what: 'go on with a step that is paused',
    of: steps,
    send: (stage) => command({ type: 'action.resume', action: stepNow(stage).action }),
    event: 'action.resumed',
    cells: {
      ...stepIsThere(nobody('not-running')),
      'a step is paused': only(['technical', 'commander']),
      'a step runs': nobody('already'),
      else: nobody('no-such-action'),
    },
  },
  {
    what: 'go on with a step that a restart cut off',
    of: steps,
    send: (stage) => command({ type: 'action.continue', action: stepNow(stage).action }),
    event: 'action.continued',
    cells: { 'a step was cut off': only(['technical', 'commander']), else: nobody('not-stopped') },
  },
  {
    what: 'resume',
    of: commands,
    send: () => command({ type: 'clock.resume', reason: 'the line is good' }),
    event: 'clock.resumed',
    cells: {
      hold: only(['commander']),
      'GO was withdrawn': only(['commander']),
      scrubbed: nobody('scrubbed'),
      else: nobody('not-entitled', { commander: 'not-held' }),
    },
  },
  {
    what: 'slip',
    of: commands,
    send: (stage) => {
      // After T-0 only past the launch window, which is the commander's too.
      const { tZeroAt } = stage.state.clock;
      const isOverride = stage.now > tZeroAt;
      const from = isOverride ? stage.now : tZeroAt;
      return command({ type: 'clock.slip', tZeroAt: from + 30 * MINUTE, reason: 'half an hour later', isOverride });
    },
    event: 'clock.slipped',
    cells: commanders,
  },
  {
    what: 'scrub',
    of: commands,
    send: () => command({ type: 'clock.scrub', reason: 'another day' }),
    event: 'clock.scrubbed',
    cells: commanders,
  },
  {
    what: 'GO',
    of: commands,
    send: () => command(go('')),
    event: 'gate.passed',
    cells: {
      'everything is met': only(['commander']),
      scrubbed: nobody('scrubbed'),
      else: nobody('not-entitled', { commander: 'criteria-not-met' }),
    },
  },
  {
    what: 'override: GO over criteria that are not met',
    of: commands,
    send: () => command(go('the rest was looked at by hand')),
    event: 'gate.passed',
    cells: commanders,
  },
  { what: 'NO-GO', of: commands, send: () => command(noGo('not yet')), event: 'gate.refused', cells: commanders },
  {
    what: 'take down a vote given by voice',
    of: commands,
    send: () =>
      command({
        ...{ type: 'gate.record-vote', gate, role: 'engineering-lead' as never, voter: 'engineering' as never },
        ...{ verdict: 'go', reason: '' },
      }),
    event: 'gate.vote-recorded',
    cells: { scrubbed: nobody('scrubbed'), else: only(['scribe'], 'not-entitled', { engineering: 'own-vote' }) },
  },
  {
    what: 'ask that a changed roster be adopted',
    of: adopting,
    send: adoptionOf,
    // It reads the whole pack: everybody tries it where it may be asked for, elsewhere who could.
    tries: (state) => (state === 'GO' ? actors : ['commander', 'technical', 'engineering', 'nobody']),
    event: 'adoption.requested',
    cells: {
      'a step waits': nobody('not-entitled', { commander: 'busy' }),
      'the grace time runs': nobody('not-entitled', { commander: 'busy' }),
      'a step runs': nobody('not-entitled', { commander: 'busy' }),
      'a step is paused': nobody('not-entitled', { commander: 'busy' }),
      'a step was cut off': nobody('not-entitled', { commander: 'busy' }),
      'an urgent rollback waits for the second person': nobody('not-entitled', { commander: 'busy' }),
      'a conditional rollback waits for two more': nobody('not-entitled', { commander: 'busy' }),
      'a conditional rollback waits and an urgent decision opens': nobody('not-entitled', { commander: 'busy' }),
      'break-glass waits for the second senior engineer': nobody('not-entitled', { commander: 'busy' }),
      'a database rollback waits': nobody('not-entitled', { commander: 'busy' }),
      'deleting stable waits': nobody('not-entitled', { commander: 'busy' }),
      'a rollback of the commander runs': nobody('not-entitled', { commander: 'busy' }),
      'a rollback of a senior engineer runs': nobody('not-entitled', { commander: 'busy' }),
      'a rollback that a deputy confirmed runs': nobody('not-entitled', { commander: 'busy' }),
      'a change waits to be adopted': nobody('not-entitled', { commander: 'waiting' }),
      scrubbed: nobody('scrubbed'),
      else: only(['commander']),
    },
  },
  {
    what: 'confirm as the Engineering Lead that a change be adopted',
    of: adopting,
    send: (stage) => {
      const { id, shown } = stage.state.adoption.waiting ?? { id: 'none', shown: '' };
      return command({ type: 'adoption.confirm', adoption: id as never, role: 'engineering-lead' as never, shown });
    },
    event: 'adoption.adopted',
    cells: {
      'a change waits to be adopted': only(['engineering'], 'role-not-held'),
      scrubbed: nobody('scrubbed'),
      else: nobody('nothing-waits'),
    },
  },
  {
    what: 'deny that a change be adopted',
    of: adopting,
    send: (stage) => {
      const adoption = stage.state.adoption.waiting?.id ?? 'none';
      return command({ type: 'adoption.deny', adoption: adoption as never, reason: 'not now' });
    },
    event: 'adoption.denied',
    cells: {
      'a change waits to be adopted': only(['commander', 'engineering']),
      scrubbed: nobody('scrubbed'),
      else: nobody('nothing-waits'),
    },
  },
];
