import type { ManualSpec } from '#shared/domain/operation/spec.ts';
import { ok } from '#shared/lib/result.ts';
import type { OperationKind } from './operation-kind.ts';

/** `manual.step`: a person does it and says so; the console only shows it. It is never run, so it is never looked at. */
export const manualKind: OperationKind<ManualSpec> = {
  kind: 'manual.step',
  plan: async (spec) => ok({ targets: [], changes: [], checks: [], equivalent: spec.text }),
  run: async () => ({
    kind: 'failed',
    fault: {
      kind: 'fault',
      cause: 'invalid',
      message: 'This is done by a person, not by the console.',
      hint: 'Do it, then say that it is done.',
      retryable: false,
    },
  }),
  look: async () => ok({ applied: 'no', seen: [] }),
};
