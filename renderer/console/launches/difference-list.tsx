import type { AdoptionDifference } from '#shared/contract/facts.ts';
import { differenceGroups } from '#shared/views/difference-groups.ts';

/** What would change, line by line, and why it can't be adopted where it can't. */
export function DifferenceList({ difference }: { readonly difference: Pick<AdoptionDifference, 'lines' | 'breaks'> }) {
  const groups = differenceGroups(difference);
  return (
    <>
      {difference.breaks.length === 0 ? null : (
        <div className="trouble-note" role="alert">
          <b>It can't be adopted as far as this launch has got.</b>
          <ul className="difference-breaks">
            {difference.breaks.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      {groups.length === 0 ? (
        <p role="status">Nothing has changed: pack and roster are as this launch has them.</p>
      ) : null}
      {groups.map((group) => (
        <section key={group.kind} className="difference" aria-label={group.title}>
          <h3>
            {group.title} <span className="num dim">{group.lines.length}</span>
          </h3>
          <ul>
            {group.lines.map((line) => (
              <li key={`${line.area} ${line.what} ${line.from} ${line.to}`}>
                <span>
                  <span className="dim">{line.area}</span> {line.what}
                </span>
                <span className="difference-values">
                  {line.from === '' ? null : <del>{line.from}</del>}
                  {line.to === '' ? null : <ins>{line.to}</ins>}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
