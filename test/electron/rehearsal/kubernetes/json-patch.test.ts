import { describe, expect, test } from 'vitest';
import { applyJsonPatch } from '#rehearsal/kubernetes/patch/json-patch.ts';
import { applyMergePatch } from '#rehearsal/kubernetes/patch/merge-patch.ts';

const route = { spec: { http: [{ route: [{ weight: 0 }, { weight: 100 }] }] } };

describe('a JSON patch', () => {
  test('changes the weights when they are what the patch expects', () => {
    const patched = applyJsonPatch(route, [
      { op: 'test', path: '/spec/http/0/route/0/weight', value: 0 },
      { op: 'replace', path: '/spec/http/0/route/0/weight', value: 5 },
      { op: 'replace', path: '/spec/http/0/route/1/weight', value: 95 },
    ]);
    expect(patched).toEqual({ spec: { http: [{ route: [{ weight: 5 }, { weight: 95 }] }] } });
  });

  test('is refused with 422 when somebody else changed the weight, and changes nothing', () => {
    const before = structuredClone(route);
    const patch = [
      { op: 'replace', path: '/spec/http/0/route/1/weight', value: 95 },
      { op: 'test', path: '/spec/http/0/route/0/weight', value: 25 },
    ];
    expect(() => applyJsonPatch(route, patch)).toThrow(expect.objectContaining({ code: 422 }));
    expect(route).toEqual(before);
  });

  test.each([
    ['add to the end of a list', [{ op: 'add', path: '/list/-', value: 3 }], { list: [1, 2, 3], 'a/b': 1 }],
    ['add before an item', [{ op: 'add', path: '/list/0', value: 0 }], { list: [0, 1, 2], 'a/b': 1 }],
    ['remove', [{ op: 'remove', path: '/list/0' }], { list: [2], 'a/b': 1 }],
    ['move a field with a slash in its name', [{ op: 'move', from: '/a~1b', path: '/c' }], { list: [1, 2], c: 1 }],
    ['copy', [{ op: 'copy', from: '/list', path: '/other' }], { list: [1, 2], other: [1, 2], 'a/b': 1 }],
  ])('can %s', (_, patch, expected) => {
    expect(applyJsonPatch({ list: [1, 2], 'a/b': 1 }, patch)).toEqual(expected);
  });

  test.each([
    ['a path that is not there', [{ op: 'replace', path: '/none', value: 1 }]],
    ['an index past the end', [{ op: 'add', path: '/list/9', value: 1 }]],
    ['an index that is none', [{ op: 'remove', path: '/list/01' }]],
    ['an operation that is none', [{ op: 'delete', path: '/list' }]],
  ])('with %s is a 422', (_, patch) => {
    expect(() => applyJsonPatch({ list: [1, 2] }, patch)).toThrow(expect.objectContaining({ code: 422 }));
  });
});

test('a merge patch replaces lists as a whole and removes with null', () => {
  expect(applyMergePatch({ a: { b: 1, c: 2 }, list: [1, 2] }, { a: { b: null, d: 3 }, list: [9] })).toEqual({
    a: { c: 2, d: 3 },
    list: [9],
  });
});
