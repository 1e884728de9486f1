import { describe, expect, it } from 'vitest';
import { readArguments } from '#main/launch-arguments.ts';

describe('what the command line asks of the app', () => {
  it('nothing asked: the console, with a rehearsal at its usual speed', () => {
    expect(readArguments(['--no-sandbox', '/app'])).toEqual({ wall: false, speed: null, home: null, rehearsal: true });
  });
  it('wall, speed, profile and no rehearsal, in either way of writing', () => {
    const expected = { wall: true, speed: 60, home: '/p q', rehearsal: false };
    expect(readArguments(['--wall', '--speed', '60', '--user-data-dir=/p q', '--no-rehearsal'])).toEqual(expected);
    expect(readArguments(['--speed=60', '--user-data-dir', '/p q', '--no-rehearsal', '--wall'])).toEqual(expected);
  });
  it.each(['0', '-5', 'fast', 'Infinity', '1e9', ''])('a speed of "%s" is as if it were not there', (speed) => {
    expect(readArguments([`--speed=${speed}`]).speed).toBeNull();
  });
  it('a link handed over by another program asks for nothing', () => {
    expect(readArguments(['tminus://run?action=rollback&wall=--wall'])).toEqual(readArguments([]));
  });
});
