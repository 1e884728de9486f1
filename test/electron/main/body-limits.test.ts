import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyRefusal, limits } from '#main/body-limits.ts';

const nested = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = { value };
  return value;
};

describe('what a call may carry', () => {
  it('plain data goes through', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), (body) => bodyRefusal({ name: 'a.b', input: body }) === null));
    expect(bodyRefusal({ name: 'a.b', input: undefined })).toBeNull();
    expect(bodyRefusal(Object.assign(Object.create(null), { name: 'a' }))).toBeNull();
  });

  it('an own key called __proto__ is only a key', () => {
    expect(bodyRefusal(JSON.parse('{"__proto__": {"isAdmin": true}}'))).toBeNull();
  });

  it.each([
    ['10 MB of text', 'x'.repeat(10_000_000)],
    ['many short texts', Array.from({ length: 5000 }, () => 'y'.repeat(1000))],
    ['long keys', { ['k'.repeat(limits.characters + 1)]: 1 }],
    ['many values', Array.from({ length: limits.values + 1 }, () => 0)],
    ['an array that is long and empty', new Array(50_000_000)],
    ['data 10,000 levels deep', nested(10_000)],
  ])('%s is refused as too large', (_what, body) => {
    expect(bodyRefusal(body)).toMatchObject({ kind: 'refusal', code: 'call-too-large' });
  });

  it('data of the greatest depth allowed goes, one more level does not', () => {
    expect(bodyRefusal(nested(limits.depth))).toBeNull();
    expect(bodyRefusal(nested(limits.depth + 1))).toMatchObject({ code: 'call-too-large' });
  });

  it('data that goes round in a circle is refused', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(bodyRefusal(circle)).toMatchObject({ code: 'call-too-large' });
  });

  it.each([
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['bytes', new Uint8Array(3)],
    ['a function', () => 1],
    ['a big number', 1n],
    ['an error', new Error('x')],
  ])('%s is refused: it is not plain data', (_what, body) => {
    expect(bodyRefusal({ name: 'a.b', input: [body] })).toMatchObject({ code: 'call-not-plain' });
  });
});
