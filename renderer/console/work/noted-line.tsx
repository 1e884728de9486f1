import { useLaunch } from '../../stores/launch.ts';

/** The counts that were noted before Deployments were taken down: those come back (reconciled 23). */
export function NotedLine() {
  const noted = useLaunch((replica) => replica.state.actions.noted);
  const names = Object.keys(noted);
  if (names.length === 0) return null;
  const pods = Object.values(noted).reduce((sum, { replicas }) => sum + replicas, 0);
  return (
    <details className="noted">
      <summary>
        Counts of {names.length} Deployments are noted, <span className="num">{pods}</span> pods in all: they come back
        as they were
      </summary>
      <ul className="noted-list">
        {names.map((name) => (
          <li key={name}>
            {name} <span className="num">{noted[name]?.replicas}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
