import type { Noted, OperationPlan } from '#shared/domain/operation/plan.ts';
import type { FlagSpec, MessageSpec, OperationKindName, OperationSpec } from '#shared/domain/operation/spec.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { createCommandKind } from './commands/command-kind.ts';
import type { CommandRunner } from './commands/port.ts';
import type { FlagPort } from './flags/port.ts';
import { createFlagKind } from './flags/set-flag.ts';
import type { HttpClient } from './http/http-client.ts';
import { createRequestKind } from './http/request-kind.ts';
import { createApplyKind } from './kubernetes/apply.ts';
import type { Connection } from './kubernetes/connection.ts';
import { createDeleteKind } from './kubernetes/delete.ts';
import { createNoteKind } from './kubernetes/note.ts';
import { createPatchKind } from './kubernetes/patch.ts';
import { createPinAutoscalerKind, createUnpinAutoscalerKind } from './kubernetes/pin-autoscaler.ts';
import { createReadKind } from './kubernetes/read.ts';
import { createReadBackKind } from './kubernetes/read-back.ts';
import { createRestartKind } from './kubernetes/restart.ts';
import { createRestoreKind } from './kubernetes/restore.ts';
import { createScaleKind } from './kubernetes/scale.ts';
import { createSetImageKind } from './kubernetes/set-image.ts';
import { createSyncKind } from './kubernetes/sync.ts';
import { createWaitKind } from './kubernetes/wait.ts';
import { createWeightsKind } from './kubernetes/weights.ts';
import { manualKind } from './manual.ts';
import type { LookResult, OperationKind, RunContext, RunOutcome } from './operation-kind.ts';

/** The spec of each kind, by its name. */
type Specs = { [Spec in OperationSpec as Spec['kind']]: Spec };
/** Every kind there is: one that is missing here doesn't compile. */
export type OperationKinds = { readonly [Kind in OperationKindName]: OperationKind<Specs[Kind]> };

export type KindParts = {
  readonly kubernetes: Connection;
  readonly flags: FlagPort;
  /** The command line that turns a flag by hand, for people to read. */
  readonly flagByHand: (spec: FlagSpec) => string;
  /** Messages are the engine's own: it stores them in its outbox. */
  readonly messages: OperationKind<MessageSpec>;
  /** Counts and manifests that the launch has noted, by Deployment, as they are now. */
  readonly noted: () => Readonly<Record<string, Noted>>;
  readonly http: HttpClient;
  readonly commands: CommandRunner;
  /** What must never be read in what others answer. */
  readonly secrets: readonly string[];
};

/** All kinds of operations, a line each. */
export function operationKinds({
  kubernetes,
  flags,
  flagByHand,
  messages,
  noted,
  http,
  commands,
  secrets,
}: KindParts): OperationKinds {
  return {
    'kubernetes.set-image': createSetImageKind(kubernetes),
    'kubernetes.scale': createScaleKind(kubernetes),
    'traffic.weights': createWeightsKind(kubernetes),
    'flag.set': createFlagKind(flags, flagByHand),
    'message.post': messages,
    'rollback.read-back': createReadBackKind(kubernetes),
    'kubernetes.apply': createApplyKind(kubernetes),
    'kubernetes.patch': createPatchKind(kubernetes),
    'kubernetes.delete': createDeleteKind(kubernetes, noted),
    'kubernetes.restart': createRestartKind(kubernetes),
    'kubernetes.wait': createWaitKind(kubernetes),
    'kubernetes.read': createReadKind(kubernetes),
    'kubernetes.pin-autoscaler': createPinAutoscalerKind(kubernetes),
    'kubernetes.unpin-autoscaler': createUnpinAutoscalerKind(kubernetes),
    'kubernetes.note': createNoteKind(kubernetes, noted),
    'kubernetes.restore': createRestoreKind(kubernetes, noted),
    'argo.sync': createSyncKind(kubernetes),
    'http.request': createRequestKind(http, secrets),
    'command.run': createCommandKind(commands),
    'manual.step': manualKind,
  };
}

type SpecOf<Kind extends OperationKindName> = Specs[Kind] & { readonly kind: Kind };

/** Plans an operation of any kind. Changes nothing. */
export const planOperation = <Kind extends OperationKindName>(
  kinds: OperationKinds,
  spec: SpecOf<Kind>,
  signal: AbortSignal,
): Promise<Result<OperationPlan, Fault>> => kinds[spec.kind].plan(spec, signal);

/** Runs an operation of any kind; running it twice does no harm. */
export const runOperation = <Kind extends OperationKindName>(
  kinds: OperationKinds,
  spec: SpecOf<Kind>,
  plan: OperationPlan | null,
  context: RunContext,
): Promise<RunOutcome> => kinds[spec.kind].run(spec, plan, context);

/** Looks at what an operation of any kind has come to, e.g. after a crash. */
export const lookAtOperation = <Kind extends OperationKindName>(
  kinds: OperationKinds,
  spec: SpecOf<Kind>,
  plan: OperationPlan | null,
  signal: AbortSignal,
): Promise<Result<LookResult, Fault>> => kinds[spec.kind].look(spec, plan, signal);
