import { describe, expect, it } from 'vitest';
import { type Turn, turnAt, turnView } from '#shared/views/wall-turn.ts';

const all = [1, 2, 3, 4] as const;
const at = (now: number) => ({ now, rotationMs: 20_000 });

describe('screens that take turns on one monitor', () => {
  it('each is shown for its time, then the next, and after the last the first', () => {
    let turn: Turn = { screen: 3, since: 0 };
    turn = turnAt(turn, all, [], at(19_999));
    expect(turn).toEqual({ screen: 3, since: 0 });
    turn = turnAt(turn, all, [], at(20_000));
    expect(turn).toEqual({ screen: 4, since: 20_000 });
    turn = turnAt(turn, all, [], at(40_500));
    expect(turn).toEqual({ screen: 1, since: 40_500 });
  });

  it('it says which is next and when', () => {
    expect(turnView({ screen: 4, since: 0 }, all, [], at(15_000))).toEqual({ next: 1, nextInMs: 5000 });
    expect(turnView({ screen: 4, since: 0 }, [2, 4], [], at(15_000))).toEqual({ next: 2, nextInMs: 5000 });
  });

  it('a screen with an alarm comes at once and stays, then has a whole turn', () => {
    const turn = turnAt({ screen: 1, since: 0 }, all, [4, 2], at(3000));
    expect(turn).toEqual({ screen: 2, since: 3000 });
    expect(turnView(turn, all, [4, 2], at(3000))).toEqual({ next: 3, nextInMs: null });
    const later = turnAt(turn, all, [4, 2], at(300_000));
    expect(later).toEqual({ screen: 2, since: 300_000 });
    expect(turnAt(later, all, [], at(319_000)).screen).toBe(2);
    expect(turnAt(later, all, [], at(320_000)).screen).toBe(3);
  });

  it('an alarm on a screen of another monitor does not stop these', () => {
    expect(turnAt({ screen: 1, since: 0 }, [1, 3], [4], at(20_000)).screen).toBe(3);
  });

  it('a screen that went to its own monitor is left out', () => {
    expect(turnAt({ screen: 3, since: 0 }, [1, 2], [], at(5000))).toEqual({ screen: 1, since: 5000 });
  });

  it('a clock that is set back starts the turn anew and does not stop the wall', () => {
    expect(turnAt({ screen: 2, since: 10_000_000 }, all, [], at(0))).toEqual({ screen: 2, since: 0 });
  });
});
