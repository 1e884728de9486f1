import { useLaunch } from '../../stores/launch.ts';

/** Context, namespace and environment, in the environment's colour: never to be mistaken. */
export function Where() {
  const launch = useLaunch((replica) => replica.state.launch);
  if (launch === null) return null;
  return (
    <b className={`env-${launch.kind}`}>
      {launch.cluster?.context ?? 'cluster not reached yet'} / {launch.plan.namespace}
      {launch.cluster?.context.includes(launch.kind) ? '' : ` (${launch.kind})`}
    </b>
  );
}
