import type { AdoptionDifference } from '#shared/contract/facts.ts';
import { adoptionStanding } from '#shared/views/adoption-standing.ts';
import { clockTime } from '#shared/views/format/wall-time.ts';
import { waitingDifference } from '#shared/views/waiting-difference.ts';
import { useLaunch } from '../../stores/launch.ts';
import { shortHash } from '../act/short-hash.ts';
import { SignButton } from '../act/sign-button.tsx';
import { TaskCard } from '../now/task-card.tsx';
import { DifferenceList } from './difference-list.tsx';
import './launches.css';

/** A changed pack or roster that waits to be adopted: what it is, who confirms. Nothing is drawn while none waits. */
export function AdoptionCard() {
  const state = useLaunch((replica) => replica.state);
  const standing = adoptionStanding(state);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const difference = waitingDifference(state);
  if (standing === null || difference === null) return null;
  const count = difference.lines.length;
  const head = `Adopt ${count} ${count === 1 ? 'change' : 'changes'} of pack and roster?`;
  const { adoption, shown, packVersion, askedBy, askedAt, given, missing, mayDeny } = standing;
  const [next] = missing;
  const waitsFor = missing.map(({ title, candidates }) => `${title}: ${candidates.map((one) => one.name).join(', ')}`);
  return (
    <TaskCard
      label="A change waits to be adopted"
      head={head}
      aside={`asked ${clockTime(askedAt, zone)}, ${shortHash(shown)}`}
      text={
        <>
          Pack {packVersion}. Asked by {askedBy}. {given.length === 0 ? '' : `Confirmed by ${given.join('; ')}. `}Waits
          for {waitsFor.join('; ') || 'nobody'}.
        </>
      }
    >
      {next === undefined ? null : (
        <SignButton
          look="primary"
          title={head}
          doing="Confirm"
          width="wide"
          candidates={next.candidates}
          command={() => ({ type: 'adoption.confirm', adoption, role: next.role, shown })}
        >
          <p className="muted">
            Confirmed as <b>{next.title}</b>. From then on the launch goes on with exactly this, {shortHash(shown)}.
          </p>
          <ScrollingDifference difference={difference} />
        </SignButton>
      )}
      <SignButton
        title="Deny the change?"
        doing="Deny"
        candidates={mayDeny}
        reason={{ label: 'Reason', isRequired: false }}
        command={(reason) => ({ type: 'adoption.deny', adoption, reason })}
      >
        <p className="muted">The request ends; the launch stays as it is.</p>
      </SignButton>
    </TaskCard>
  );
}

type DifferenceProps = { readonly difference: Pick<AdoptionDifference, 'lines' | 'breaks'> };

/** The difference in a dialog: it scrolls by itself. */
const ScrollingDifference = ({ difference }: DifferenceProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
  <div className="difference-scroll" tabIndex={0} data-scrolls="">
    <DifferenceList difference={difference} />
  </div>
);
