import type { Finding, Rule } from './rule.ts';

/** What the console itself asks an authority for, by these names (authority.md). */
const ASKED_FOR: ReadonlyMap<string, string> = new Map([
  ['resume', 'resume after a hold'],
  ['slip', 'slip T-0'],
  ['scrub', 'scrub the launch'],
  ['override', 'override a failing criterion'],
  ['adopt', 'adopt a changed pack or roster'],
]);

export const missingAuthority: Rule = {
  name: 'missing-authority',
  says: 'Nobody may resume, slip, scrub, override or adopt: the pack has no authority of that name.',
  severity: 'error',
  blocks: false,
  *check({ authorities }): Generator<Finding> {
    const known = new Set(authorities.map((authority) => authority.id));
    for (const [id, what] of ASKED_FOR) {
      if (known.has(id)) continue;
      const hint = `Add it under \`authorities\` with \`id: ${id}\` and who \`asks\`.`;
      yield { path: ['authorities'], message: `Nobody may ${what}: there is no authority \`${id}\`.`, hint };
    }
  },
};
