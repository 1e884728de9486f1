import { describe, expect, it } from 'vitest';
import { loadPack } from '#shared/pack/load.ts';
import { type Change, small } from './packs.ts';

const lineOf = (text: string, piece: string): number => text.slice(0, text.indexOf(piece)).split('\n').length;
const probe = (words: string): Change => ['owner: lead }', `owner: lead, probe: { ${words} } }`];

describe('a word that may not stand where it stands', () => {
  it.each<[string, Change, string, RegExp]>([
    [
      'a clock time for a step, which moves with T-0',
      ['at: T-30m\n    authority', 'at: "day 0, 08:30"\n    authority'],
      'at: "day 0',
      /`steps\.0\.at` is a clock time of a day; .*write an offset like T-45m/,
    ],
    [
      'a clock time for a phase',
      ['title: Canary, at: T-30m', 'title: Canary, at: "day 0, 08:30"'],
      'at: "day 0',
      /`phases\.0\.at` is a clock time/,
    ],
    [
      'an entry of the day shown by two things',
      ['step: first, point: started', 'step: first, gate: go'],
      'step: first, gate',
      /is shown by more than one of `step`, `gate`, `checklist` and `item`/,
    ],
    ['a probe of no known kind', probe('check: telnet'), 'check: telnet', /must be one of `tls`, `dns`/],
    [
      'a probe with a key of another kind',
      probe('check: rollback-ready, host: x'),
      'host: x',
      /`host` is not a key known/,
    ],
    ['a comparison without a sign', probe('check: prometheus, query: up, holds: "0.8"'), 'holds:', /is no comparison/],
    ['a hash that is none', probe('check: command, program: x, sha256: abc'), 'sha256:', /is not a SHA-256/],
    [
      'a duration of a probe in words',
      probe('check: rollback-ready, every: often'),
      'every: often',
      /`often` is not a duration/,
    ],
    [
      'a mesh that does not exist',
      ['readyWithin: 5m', 'readyWithin: 5m\n  traffic: linkerd'],
      'traffic:',
      /one of `istio`, `replicas`/,
    ],
    [
      'a name that every object has',
      ['id: commander, title', 'id: constructor, title'],
      'id: constructor',
      /every object of the program has/,
    ],
    [
      'a flag that every object has',
      ['id: new-things', 'id: toString'],
      'id: toString',
      /every object of the program has/,
    ],
    ['a merge of mappings', ['cluster:\n', 'cluster:\n  <<: { readyWithin: 1m }\n'], '<<:', /`<<` is not a key known/],
    ['a person who is less than nobody', ['people: 1 }', 'people: 0 }'], 'people: 0', /too small/],
    ['fewer at most than at least', ['people: 1-2', 'people: 3-2'], 'people: 3-2', /second number is smaller/],
    ['a duration of a thousand years', ['readyWithin: 5m', 'readyWithin: 365000d'], 'readyWithin', /is not a duration/],
    [
      'a share of more than all',
      ['percent: 100%', 'percent: 150%'],
      'percent: 150%',
      /whole percentage from 0% to 100%/,
    ],
    [
      'nothing where a list belongs',
      ['groups:\n  - { id: a, title: Group A, mode: sequential }', 'groups:'],
      'groups:',
      /is nothing; it must be a list/,
    ],
  ])('is refused in its line: %s', (_, change, piece, message) => {
    const files = small(change);
    const pack = loadPack(files);
    if (pack.ok) throw new Error('accepted');
    const told = pack.error.find((one) => message.test(one.message));
    expect(pack.error.map((one) => one.message).join('\n')).toMatch(message);
    expect(told?.line).toBe(lineOf(files[0]?.text ?? '', piece));
    expect(told).toMatchObject({ file: 'small.yaml', severity: 'error', hint: expect.stringMatching(/./) });
  });
});
