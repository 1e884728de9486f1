import { spoken } from '../../format/duration.ts';
import type { PhaseStand } from '../../projection/phase-stands.ts';
import { projection } from '../../projection.ts';
import type { About } from '../about.ts';
import { heading, lines, list, section, strong, table, text } from '../blocks.ts';
import type { Row, Section } from '../paper.ts';
import { stepBlocks } from './step-blocks.ts';

function phaseWords({ words }: About, { phase, plannedAt, projectedAt, actualAt, cause }: PhaseStand): string {
  const begun = actualAt === null ? `expected ${words.at(projectedAt)}` : `begun ${words.exactly(actualAt)}`;
  const least = phase.minimumMs === undefined ? '' : `, lasts at least ${spoken(phase.minimumMs)}`;
  return `Planned ${words.at(plannedAt)}, ${begun}${cause === '' ? '' : ` (${cause})`}${least}.`;
}

/** Phases and steps with their operations in words, and where each stands (runbook §2). */
export function rollout(about: About): readonly Section[] {
  const { plan, state, now, words } = about;
  const { things, phases } = projection(state, now);
  const canary = plan.canarySteps.map(
    (step): Row => [words.at(words.moment(step)), lines(strong(step.title), step.detail ?? '')],
  );
  return phases.map((stand, index) =>
    section(
      `phase-${stand.phase.id}`,
      `Phase ${stand.phase.number}  ${stand.phase.title}`,
      [
        text(phaseWords(about, stand)),
        list(stand.phase.activities),
        ...(index === 0 && canary.length > 0
          ? [heading('The canary, step by step'), table(['Planned 22', 'Step 78'], canary)]
          : []),
        ...plan.steps
          .filter((step) => step.phase === stand.phase.id)
          .flatMap((step) =>
            stepBlocks(
              about,
              step,
              things.find(({ kind, id }) => kind === 'step' && id === step.id),
            ),
          ),
      ],
      index === 0 ? 'page' : 'flows',
    ),
  );
}
