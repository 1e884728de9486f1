import type { Authority } from '#shared/domain/plan/authority.ts';
import { spoken } from '../../format/duration.ts';
import type { About } from '../about.ts';
import { lines, list, quiet, section, strong, table } from '../blocks.ts';
import type { Cell, Line, Row, Section } from '../paper.ts';

function asks({ asks: who }: Authority, words: About['words']): Cell {
  if (who === 'anyone') return 'anyone, even not signed in';
  if (who === 'criterion') return 'the tripped criterion';
  return who.map(words.roleWithNames);
}

/** From when on it is allowed, e.g. deleting stable. */
function notBefore(plan: About['plan'], { notBefore: bound }: Authority): Line | null {
  if (bound === undefined) return null;
  const step = plan.steps.find(({ id }) => id === bound.step)?.title ?? bound.step;
  const set = plan.successCriteria.find(({ id }) => id === bound.success)?.title;
  const met = set === undefined ? '' : `, and with ${set} met`;
  return quiet(`not before ${spoken(bound.waitingMs)} after ${step} was verified${met}`);
}

/** Who may do what, by role and by name (authority.md). */
export function authorities({ plan, words }: About): Section {
  const rows = plan.authorities.map(
    (authority): Row => [
      lines(
        strong(authority.title),
        authority.typedName && quiet('the target’s name is typed'),
        notBefore(plan, authority),
      ),
      asks(authority, words),
      authority.confirms.length === 0
        ? 'nobody: asking is the confirmation'
        : authority.confirms.map(words.roleWithNames),
    ],
  );
  const { rules } = plan;
  return section(
    'authorities',
    'Who may do what',
    [
      table(['What 36', 'Asks 32', 'Confirms, each a different person 32'], rows),
      list([
        'A role other than the asker’s is confirmed by another person; nobody confirms twice. A deny by anyone who could confirm ends it.',
        `A confirmation is good for ${spoken(rules.confirmationMs)}, a rollback’s for ${spoken(rules.rollbackConfirmationMs)}. After the last one there are ${spoken(rules.graceMs)} in which anyone can stop it; none for a rollback.`,
        `A deputy may use a role after a handover, or when its holder has not answered an open decision for ${spoken(rules.deputyAfterMs)}.`,
        `A hold of more than ${spoken(rules.holdNeedsGateMs)} asks for a new GO. A rollback waits for no gate.`,
        'With several decisions open the most severe decides, and its row alone applies.',
      ]),
    ],
    'flows',
  );
}
