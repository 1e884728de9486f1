import { expect, test } from 'vitest';
import { neededOf } from '#engine/adapters/source-tests/rights.ts';

const resources = (hasMesh: boolean): readonly string[] =>
  neededOf(hasMesh).flatMap(({ needed }) => needed.flatMap(({ checks }) => checks.map(({ resource }) => resource)));

test('a launch that does not split traffic by Istio needs no rights there', () => {
  expect(resources(true)).toEqual(expect.arrayContaining(['virtualservices', 'destinationrules', 'replicasets']));
  expect(resources(false)).toContain('replicasets');
  expect(resources(false).filter((one) => ['virtualservices', 'destinationrules'].includes(one))).toEqual([]);
});
