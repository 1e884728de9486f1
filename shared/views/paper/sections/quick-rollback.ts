import { rollbackAuthority } from '#shared/domain/rollback/authority.ts';
import { authorityById } from '#shared/domain/roster/roles.ts';
import { minutesSeconds, spoken } from '../../format/duration.ts';
import type { About } from '../about.ts';
import { code, heading, list, section, steps, text } from '../blocks.ts';
import { isCommand } from '../command-words.ts';
import { handSteps } from '../hand-steps.ts';
import type { Block, Section } from '../paper.ts';
import { dryRunWords } from './dry-run-words.ts';
import { postsOf } from './posts.ts';

/** Who may roll back now and, for other cases, where to look. */
function whoMay({ state, plan, words }: About): string {
  const now = rollbackAuthority(state);
  const authority = now === null ? undefined : authorityById(plan, now.authority);
  if (now === null || authority === undefined) return '';
  const roles = [...(Array.isArray(authority.asks) ? authority.asks : []), ...authority.confirms];
  const why = now.decision === null ? 'with no decision open' : `while "${now.decision.title}" is open`;
  return `Who decides ${why}: ${roles.map(words.roleWithNames).join(' and ')}. Other cases: see "Who may do what".`;
}

function stepBlocks(about: About, index: number, commands: readonly string[]): readonly Block[] {
  const procedure = about.plan.quickRollback;
  const step = procedure.steps[index];
  if (step === undefined) return [];
  const written = about.plan.procedures
    .find((one) => one.kind === 'quick-rollback')
    ?.steps.find((one) => one.id === step.id);
  const hasPosts = procedure.operations.some(
    ({ procedureStep, spec }) => procedureStep === step.id && spec.kind === 'message.post',
  );
  // Where there is no command the lines say in words what to do, one by one.
  const isTold = commands.length > 0 && commands.every((line) => line.startsWith('#'));
  const words = hasPosts
    ? []
    : (written?.actions ?? []).filter((line) => !isTold && (commands.length === 0 || !isCommand(line)));
  return [
    heading(`${index + 1}  ${step.title}`, step.budgetMs === null ? '' : `budget ${minutesSeconds(step.budgetMs)}`),
    text(step.detail, 'quiet'),
    ...postsOf(about, procedure, step.id),
    ...(words.length > 0 ? [steps(words)] : []),
    ...(commands.length > 0 ? [steps(commands.map(code))] : []),
    ...((written?.checks.length ?? 0) > 0 ? [text('Seen:'), steps(written?.checks ?? [])] : []),
  ];
}

/** The quick rollback for whoever has nothing but a shell and this page (authority.md, runbook §3.2). */
export function quickRollback(about: About): Section {
  const { plan, state, proven, words } = about;
  const cluster = state.launch?.cluster ?? null;
  const proofs = proven?.byHand ?? [];
  const source =
    proofs.length > 0 && proven?.at != null
      ? `Commands as this cluster last proved them, ${words.exactly(proven.at)}.`
      : 'Commands as they follow from the runbook; they were not proven against the cluster.';
  return section(
    'quick-rollback',
    'QUICK ROLLBACK BY HAND',
    [
      text(
        `All traffic to stable, canary to zero, within ${spoken(plan.quickRollback.budgetMs)}. It waits for no gate and for no message: steps 2 and 3 begin at once.`,
        'warning',
      ),
      text(whoMay(about)),
      list([
        `Cluster ${cluster === null ? 'not seen yet: look at your context first' : `${cluster.context}, ${cluster.server}`}. Namespace ${plan.namespace}.`,
        source,
        ...dryRunWords(about, 'quick-rollback'),
        'Begun at ________  by ________________   Done at ________',
      ]),
      ...handSteps(state, proofs, proven?.commands).flatMap((step, index) => stepBlocks(about, index, step.commands)),
      text(`Then watch the errors for ${spoken(plan.quickRollback.watchMs)}, and stop outgoing publicity.`),
    ],
    'by-hand',
  );
}
