import { describe, expect, it } from 'vitest';
import { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { compilePack } from '#shared/pack/compile.ts';
import { type Change, loaded, small } from './packs.ts';

const compiled = (...changes: Change[]): LaunchPlan => {
  const plan = compilePack(loaded(small(...changes)), {});
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  return plan.value;
};

describe('what is asked when it comes to it', () => {
  const ASKED: Change = [
    '  - { id: reason,',
    '  - { id: moment, title: When?, asked: use, type: moment-in-time, placeholder: "[the moment]", notBefore: well }\n' +
      '  - { id: copy, title: Its name?, asked: use, suggestion: "copy-{{launch}}-{{attempt}}" }\n  - { id: reason,',
  ];
  const asking = (action: string) => compiled(ASKED, ['{ do: set-canary-images }', `{ ${action} }`]);

  it('stands in the operation as a place for the answer, and the operation waits for it', () => {
    const [clone] =
      asking('do: clone-database, instance: db, clone: "[copy]", at: "[the moment]"').steps[0]?.operations ?? [];
    expect(clone?.spec).toMatchObject({
      arguments: ['sql', 'instances', 'clone', 'db', '{{copy}}', '--point-in-time={{moment}}'],
    });
    expect(clone?.asks).toEqual(['moment', 'copy']);
    // People read the words of the pack.
    expect(clone?.title).toBe('Clone db into [copy] as of [the moment]');
  });

  it('is asked with what it may be and what it is suggested to be', () => {
    expect(asking('do: manual, text: "Tell of [the moment] and [copy]"').questions).toEqual([
      { id: 'moment', title: 'When?', type: 'moment-in-time', notBeforeItem: 'well' },
      { id: 'copy', title: 'Its name?', type: 'text', suggestion: 'copy-{{launch}}-{{attempt}}' },
    ]);
  });

  it('is not asked where no operation needs it', () => {
    expect(compiled(ASKED).questions).toBeUndefined();
  });

  it('makes a plan that its schema accepts', () => {
    const plan = asking('do: manual, text: "Tell of [copy]"');
    expect(LaunchPlan.parse(plan)).toEqual(plan);
  });

  it.each([
    ['asked: use, notBefore: well', /`notBefore`, which is for `type: moment-in-time`/],
    ['suggestion: x', /only a variable `asked: use` has `notBefore` or a `suggestion`/],
  ])('is refused as `%s`', (words, message) => {
    const change: Change = ['  - { id: reason,', `  - { id: copy, title: Its name?, ${words} }\n  - { id: reason,`];
    expect(() => compiled(change)).toThrow(message);
  });
});

describe('the steps of a procedure', () => {
  const waitsOf = (plan: LaunchPlan) =>
    Object.fromEntries(plan.quickRollback.operations.map((one) => [one.id as string, one.after]));

  it('let their actions begin at once, unless they are sequential', () => {
    const together = waitsOf(compiled());
    expect(together['quick/traffic/flags/new-things']).toEqual([]);
    const inTurn = waitsOf(
      compiled([
        'percent: 0% }, { do: flags, off: all }]',
        'percent: 0% }, { do: flags, off: all }]\n        sequential: true',
      ]),
    );
    expect(inTurn['quick/traffic/flags/new-things']).toEqual([
      'quick/traffic/one/weights',
      'quick/traffic/two/weights',
    ]);
  });

  it('in turn still wait for the same service in the steps before them', () => {
    const plan = compiled(
      ['waitsFor: [traffic]', 'waitsFor: [traffic]\n        sequential: true'],
      ['replicas: 0 }]', 'replicas: 0 }, { do: read-back }]'],
    );
    const all = waitsOf(plan);
    expect(all['quick/down/one/scale']).toEqual(['quick/traffic/one/weights', 'quick/down/two/scale']);
    expect(all['quick/down/read-back']).toEqual(['quick/down/one/scale']);
  });

  it('that do nothing on a cluster without a mesh pass on what they waited for', () => {
    const plan = compiled(
      ['readyWithin: 5m', 'readyWithin: 5m\n  traffic: replicas'],
      ['share: true, ', ''],
      ['[{ do: set-weights, percent: 0% }, { do: flags, off: all }]', '[{ do: flags, off: all }]'],
      [
        '      - id: down',
        '      - id: shift\n        title: Shift\n        detail: None.\n        waitsFor: [traffic]\n        actions: [{ do: set-weights, percent: 0% }]\n      - id: down',
      ],
      ['waitsFor: [traffic]\n        actions: [{ do: scale', 'waitsFor: [shift]\n        actions: [{ do: scale'],
    );
    expect(waitsOf(plan)['quick/down/two/scale']).toEqual(['quick/traffic/flags/new-things']);
  });
});
