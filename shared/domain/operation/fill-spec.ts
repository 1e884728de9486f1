import type { OperationSpec } from './spec.ts';

const PLACEHOLDER = /\{\{([a-z0-9-]+)\}\}/g;

/** The spec with every `{{id}}` in its texts replaced by what was answered; what has no answer stays as it is. */
export const fillSpec = <Spec extends OperationSpec>(spec: Spec, answers: Readonly<Record<string, string>>): Spec =>
  // Only texts change, so that the shape stays what it was.
  filled(spec, answers) as Spec;

function filled(value: unknown, answers: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return value.replace(PLACEHOLDER, (whole, id: string) => answers[id] ?? whole);
  if (Array.isArray(value)) return value.map((one) => filled(one, answers));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, answers)]));
}
