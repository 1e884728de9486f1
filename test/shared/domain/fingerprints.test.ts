import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { DomainEvent } from '#shared/domain/catalogue.ts';
import { eventVersion } from '#shared/domain/upcasts.ts';

const table: unknown = JSON.parse(readFileSync(new URL('./fingerprints.json', import.meta.url), 'utf8'));

const fingerprints = Object.fromEntries(
  DomainEvent.options
    .map((schema): [string, string] => {
      const json = z.toJSONSchema(schema, { io: 'input' });
      const type = schema.shape.type.value;
      const version = eventVersion(type);
      const key = version === 1 ? type : `${type} ${version}`;
      return [key, createHash('sha256').update(JSON.stringify(json)).digest('hex').slice(0, 16)];
    })
    .toSorted(([a], [b]) => a.localeCompare(b)),
);

test('a stored event’s shape never changes: it gains optional fields, or gets a new version and an upcast', () => {
  // A new optional field changes its fingerprint too: look at the difference, then take the new line over into fingerprints.json.
  expect(fingerprints).toEqual(table);
});
