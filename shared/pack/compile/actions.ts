import type { Action } from '../schema/actions.ts';
import * as cluster from './actions/cluster.ts';
import type { Launch } from './actions/launch.ts';
import * as outside from './actions/outside.ts';
import * as rollout from './actions/rollout.ts';
import * as stable from './actions/stable.ts';
import type { Draft } from './draft.ts';

/** An action with operations of its own: the quick rollback in another procedure has those of that procedure. */
export type OwnAction = Exclude<Action, { do: 'quick-rollback' }>;

/** The operations of one action. Within an action their order is in their `after`; what comes before it is the caller's. */
export function compileAction(launch: Launch, owner: string, action: OwnAction): Draft[] {
  switch (action.do) {
    case 'set-canary-images':
      return rollout.setCanaryImages(launch, owner, action);
    case 'move-to-stage':
      return rollout.moveToStage(launch, owner, action);
    case 'set-weights':
      return rollout.setWeights(launch, owner, action);
    case 'scale-canaries':
      return rollout.scaleCanaries(launch, owner, action);
    case 'flags':
      return rollout.setFlags(launch, owner, action);
    case 'read-back':
      return rollout.readBack(launch, owner, action);
    case 'smoke-tests':
      return rollout.smokeTests(launch, owner, action);
    case 'message': {
      const { channel, template } = action;
      const spec = { kind: 'message.post' as const, channel, template };
      return [{ id: `${owner}/message/${template}`, title: `Post to ${channel}`, after: [], spec }];
    }
    case 'note':
      return stable.note(launch, owner, action);
    case 'pin-autoscalers':
    case 'unpin-autoscalers':
      return stable.autoscalers(launch, owner, action);
    case 'scale-services':
      return stable.scaleServices(launch, owner, action);
    case 'restore-counts':
      return stable.restoreCounts(launch, owner, action);
    case 'wait-for-rollout':
      return stable.waitForRollout(launch, owner, action);
    case 'restart':
      return stable.restart(launch, owner, action);
    case 'delete-stable':
      return stable.deleteStable(launch, owner, action);
    case 'next-stable':
      return stable.nextStable(launch, owner, action);
    case 'apply':
      return cluster.apply(launch, owner, action);
    case 'patch':
      return cluster.patch(owner, action);
    case 'read':
      return cluster.read(owner, action);
    case 'suspend-sync':
      return cluster.sync(launch, owner, 'suspended');
    case 'restore-sync':
      return cluster.sync(launch, owner, 'restored');
    case 'command':
      return outside.command(owner, action);
    case 'request':
      return outside.request(owner, action);
    case 'clone-database':
      return outside.cloneDatabase(owner, action);
    case 'manual':
      return outside.manual(owner, action);
  }
}
