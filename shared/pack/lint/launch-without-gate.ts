import type { Finding, Rule } from './rule.ts';

/** The gate that is GO and fresh is the interlock of the launch (reconciled 30). */
export const launchWithoutGate: Rule = {
  name: 'launch-without-gate',
  says: 'The launch can begin without a GO.',
  severity: 'error',
  blocks: false,
  *check({ steps, gates }): Generator<Finding> {
    const known = new Set(gates.map((gate) => gate.id));
    const opening = gates.filter((gate) => gate.opens === 'launch').map((gate) => gate.id);
    for (const [index, step] of steps.entries()) {
      // A gate that isn't there is told by `unknown-reference`.
      const isElsewhere = step.gate !== undefined && !known.has(step.gate);
      if (step.after.length > 0 || isElsewhere || opening.includes(step.gate ?? '')) continue;
      const message = `\`${step.id}\` comes after nothing and needs no GO: the launch could begin with it at any time.`;
      const named = opening.length > 0 ? opening.join(', ') : 'none yet; give one `opens: launch`';
      yield { path: ['steps', index], message, hint: `Name a \`gate\` that opens the launch: ${named}.` };
    }
  },
};
