import type { LaunchPlan, PlannedOperation, Procedure } from '#shared/domain/plan/launch-plan.ts';
import type { packCounts } from '#shared/pack/counts.ts';
import { writeDuration, writeOffset } from '#shared/pack/words.ts';

type Counts = ReturnType<typeof packCounts>;

/** The operations in waves: each wave begins when all it waits for is done. */
function waves(operations: readonly PlannedOperation[]): PlannedOperation[][] {
  const wave = new Map<string, number>();
  const byId = new Map<string, PlannedOperation>(operations.map((operation) => [operation.id, operation]));
  const of = (id: string): number => {
    const known = wave.get(id);
    if (known !== undefined) return known;
    const own = Math.max(0, ...(byId.get(id)?.after ?? []).map((before) => of(before) + 1));
    wave.set(id, own);
    return own;
  };
  const found: PlannedOperation[][] = [];
  for (const operation of operations) {
    const at = of(operation.id);
    found[at] = [...(found[at] ?? []), operation];
  }
  return found;
}

const wavesOf = (operations: readonly PlannedOperation[]): string[] =>
  waves(operations).map((wave, index) => `      ${index + 1}. ${wave.map((one) => one.title).join(' | ')}`);

/** A procedure with its steps, their budgets and its operations. */
const procedureLines = ({ title, budgetMs, steps, operations }: Procedure): string[] => [
  '',
  `${title}, ${writeDuration(budgetMs)}:`,
  ...steps.map((step) => `  ${step.title}${step.budgetMs === null ? '' : `, ${writeDuration(step.budgetMs)}`}`),
  ...wavesOf(operations),
];

/** `checklistItems` as people write it: `checklist items`. */
const worded = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** The counts, one kind in a line. */
const told = (counts: Counts): string[] =>
  Object.entries(counts).map(([kind, count]) => {
    if (typeof count === 'number') return `  ${worded(kind)}: ${count}`;
    const parts = Object.entries(count).map(([name, number]) => `${name} ${number}`);
    return `  ${worded(kind)}: ${parts.join(', ') || 0}`;
  });

/** What a pack becomes and how much it holds, for people to read. */
export function showPlan(plan: LaunchPlan, counts: Counts): string[] {
  const lines = [
    `${plan.title} (pack ${plan.pack.name} ${plan.pack.version}), namespace ${plan.namespace}, times in ${plan.timeZone}`,
    '',
    'Services in launch order:',
    ...plan.services.map(
      ({ title, group, image, dependsOn }) =>
        `  ${title} [${group}] ${image}${dependsOn.length > 0 ? `, after ${dependsOn.join(', ')}` : ''}`,
    ),
    '',
    'Steps:',
  ];
  for (const step of plan.steps) {
    lines.push(`  ${writeOffset(step.plannedAt)}  ${step.title} (${step.id}): ${step.operations.length} operations`);
    for (const hold of step.holds) lines.push(`    waits: ${hold.title}, ${writeDuration(hold.minimumMs)}`);
    if (step.isPointOfNoReturn === true) lines.push('    a point of no return');
    if (step.gate !== undefined) lines.push(`    needs GO at ${step.gate}`);
    lines.push(...wavesOf(step.operations));
  }
  lines.push(...procedureLines(plan.quickRollback));
  if (plan.databaseRollback !== undefined) lines.push(...procedureLines(plan.databaseRollback));
  if (plan.questions !== undefined) lines.push('', 'Asked when it comes to it:');
  for (const { id, title, suggestion } of plan.questions ?? [])
    lines.push(`  ${id}: ${title}${suggestion === undefined ? '' : ` Suggested: ${suggestion}`}`);
  lines.push('', 'Who may do what:');
  for (const { id, asks, confirms } of plan.authorities) {
    const askers = typeof asks === 'string' ? asks : asks.join(' or ');
    lines.push(`  ${id}: asked by ${askers}${confirms.length > 0 ? `, confirmed by ${confirms.join(' and ')}` : ''}`);
  }
  lines.push('', 'It holds:', ...told(counts));
  return lines;
}
