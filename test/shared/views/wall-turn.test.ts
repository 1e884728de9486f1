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

  it('screens with an alarm come at once and take turns, with a short visit to one of the others after each round', () => {
    let turn: Turn = turnAt({ screen: 1, since: 0 }, all, [4, 2], at(3000));
    const seen = [[turn.screen, 3]];
    for (let now = 3000; now < 95_000; now += 1000) {
      const next = turnAt(turn, all, [4, 2], at(now));
      if (next.screen !== turn.screen) {
        expect(turnView(turn, all, [4, 2], at(now))).toEqual({ next: next.screen, nextInMs: 0 });
        seen.push([next.screen, now / 1000]);
      }
      turn = next;
    }
    expect(seen).toEqual([
      [2, 3],
      [4, 23],
      [1, 43],
      [2, 48],
      [4, 68],
      [3, 88],
      [2, 93],
    ]);
  });

  it('of one screen with an alarm no incident makes a wall that shows nothing else', () => {
    let turn: Turn = { screen: 2, since: 0 };
    const seen = new Set<number>();
    for (let now = 0; now < 100_000; now += 1000) {
      turn = turnAt(turn, all, [2], at(now));
      seen.add(turn.screen);
    }
    expect([...seen]).toEqual([2, 1, 3, 4]);
  });

  it('a further alarm, and the end of them, give the screen that is shown a whole turn', () => {
    const visit: Turn = { screen: 3, since: 40_000, visited: 3 };
    expect(turnAt(visit, all, [2, 3], at(45_500))).toEqual(visit);
    const calm = turnAt({ screen: 2, since: 0, visited: null }, all, [], at(19_000));
    expect(calm).toEqual({ screen: 2, since: 19_000 });
    expect(turnAt(calm, all, [], at(39_000)).screen).toBe(3);
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
