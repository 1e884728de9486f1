import type { z } from 'zod';
import type { WrittenProcedure } from '#shared/domain/plan/runbook.ts';
import { authorityById } from '#shared/domain/roster/roles.ts';
import { minutesSeconds, spoken } from '../../format/duration.ts';
import type { About } from '../about.ts';
import { heading, list, section, steps, text } from '../blocks.ts';
import { toDo } from '../command-words.ts';
import type { Block, Section } from '../paper.ts';
import { databaseSteps } from './database-rollback.ts';
import { dryRunWords } from './dry-run-words.ts';

type Written = z.infer<typeof WrittenProcedure>;

const titles: Readonly<Record<string, string>> = { 'database-rollback': 'DATABASE ROLLBACK BY HAND' };

function whoMay({ plan, words }: About, procedure: Written): string {
  const authority = authorityById(plan, procedure.authority);
  if (authority === undefined) return '';
  const asks = Array.isArray(authority.asks) ? authority.asks : [];
  const roles = [...asks, ...authority.confirms].map(words.roleWithNames).join(' and ');
  return `Who decides: ${roles}${authority.typedName ? '; the target’s name is typed' : ''}.`;
}

function stepBlocks({ state }: About, procedure: Written): readonly Block[] {
  return procedure.steps.flatMap((step, index) => [
    heading(`${index + 1}  ${step.title}`, step.budgetMs === null ? '' : `budget ${minutesSeconds(step.budgetMs)}`),
    text(step.detail, 'quiet'),
    steps(step.actions.map((line) => toDo(state, line))),
    ...(step.checks.length > 0 ? [text('Seen:'), steps(step.checks)] : []),
  ]);
}

/** A procedure of the runbook on pages of its own, with the exact commands of this launch (runbook §3.3). */
function procedureSection(about: About, procedure: Written): Section {
  const { databaseRollback } = about.plan;
  const database = databaseRollback?.id === procedure.id ? databaseRollback : undefined;
  const longest = procedure.longestMs === undefined ? '' : ` to ${spoken(procedure.longestMs)}`;
  return section(
    procedure.id,
    titles[procedure.kind] ?? `${procedure.title.toUpperCase()} BY HAND`,
    [
      ...(procedure.warning === undefined ? [] : [text(procedure.warning, 'warning')]),
      text(`${whoMay(about, procedure)} Takes ${spoken(procedure.budgetMs)}${longest}.`),
      list([
        `Cluster ${about.state.launch?.cluster?.context ?? 'not seen yet'}. Namespace ${about.plan.namespace}.`,
        ...(database === undefined ? [] : dryRunWords(about, 'database-rollback')),
        'Begun at ________  by ________________   Done at ________',
      ]),
      ...(procedure.prerequisites.length > 0 ? [heading('Before it begins'), steps(procedure.prerequisites)] : []),
      ...(database === undefined ? stepBlocks(about, procedure) : databaseSteps(about, database)),
    ],
    'by-hand',
  );
}

/** Every written procedure but the quick rollback, which has a section of its own. */
export const procedures = (about: About): readonly Section[] =>
  about.plan.procedures
    .filter((procedure) => procedure.kind !== 'quick-rollback')
    .map((procedure) => procedureSection(about, procedure));
