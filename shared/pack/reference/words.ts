/** How the reference begins: what is not in the schema. */
export const INTRODUCTION = `# Pack reference

A pack is a runbook that the console can run: one YAML file, or a folder with several whose top-level keys are shared out among
them. \`shared/packs\` has two: \`media-gateway\` is the longest example, \`two-services\` a small one without a mesh.

    npm run -s tminus -- pack new FOLDER [--name NAME]              a small pack to begin with
    npm run -s tminus -- pack lint PATH [--json]                    what would hurt on the day
    npm run -s tminus -- pack show PATH [--json | --plan] [--set NAME=VALUE]   what it becomes, what it holds
    npm run -s tminus -- pack schema [--part] > pack.schema.json    for editors
    npm run -s tminus -- pack reference > docs/pack-reference.md    this page

\`PATH\` is a file, a folder or the name of a built-in pack. Exit code: 0 nothing found or warnings only, 1 errors found, 2 wrong
use or nothing to read. With the schema at hand an editor completes and checks while you write:
\`# yaml-language-server: $schema=pack.schema.json\` as the first line; \`--part\` for the files of a folder.

A pack is refused whole, with every error and its line: at most 1 MB, 40,000 words and marks, 40 levels, 100 aliases; no tags, no
key twice, no unknown key, nothing of the wrong type. \`[{rule, severity, file, line, column, message, hint}]\` is what
\`lint --json\` prints.`;

/** How things are written: the types of the tables. */
export const WORDS: readonly (readonly [string, string, string])[] = [
  ['text', 'words to read', 'in quotes where YAML would read something else: `"1.0.0"`, `"#launch-war-room"`'],
  ['name', '`api-gateway`', 'lower-case letters, digits and hyphens; how one thing refers to another'],
  ['duration', '`30m`, `1h 30m`, `45s`, `7d`, `PT30M`', 'always with a unit'],
  ['offset', '`T-45m`, `T-0`, `T+1h`, `-PT45M`', 'from T-0; a slip moves it'],
  [
    'moment',
    'an offset, or `"day -1, 14:00"`',
    "a clock time is in the launch's zone; a slip under a day doesn't move it",
  ],
  ['percentage', '`25%`, `0.1%`', 'never a bare number'],
  ['people', '`1`, `1-2`, `2+`, `as needed`', 'how many of the roster hold a role'],
  ['limit', '`5%`, `300ms`, `2x`', '`2x` is times the baseline'],
  ['comparison', '`"< 0.8"`', '`<`, `<=`, `>`, `>=`, `==` or `!=`, and a number'],
  ['action, probe', 'a mapping', 'what may stand in it: see below'],
  [
    'manifest',
    'a mapping',
    'an object of the cluster as a manifest has it: `apiVersion`, `kind`, `metadata` with a `name`, the rest',
  ],
];

export const VARIABLES = `## Variables

\`\${version}\` is a variable asked at launch: it has a value when a launch is made, the pack's default where nothing is given, and
the launch keeps it. \`[brief reason]\` in a template or in a procedure is one asked at use: prefilled, or asked for when the message
is sent or the step is done; a message with an empty one is not sent. \`\${service}\` stands for the service's id in the names of its
objects. The types: \`text\` not empty, \`number\`, \`yes-no\` true or false, \`url\` begins with http:// or https://, \`phone\`,
\`time-zone\` an IANA zone, \`moment-in-time\`, \`image-tag\`. A value that doesn't fit refuses the launch.`;

export const ROLES = `## Roles and authorities

\`people\` of a role is how many of the roster must hold it; \`seniorEngineers\` is a property of a person beside any role. One person
may hold several. An authority is asked by one of its \`asks\` and confirmed by each of its \`confirms\`, all of them different
people. The rule \`authority-unmet\` compares that with the smallest roster the roles allow, and a launch whose roster can't meet an
authority is refused when it is made. The console asks some authorities for by their names: \`resume\`, \`slip\`, \`scrub\`,
\`override\` and \`adopt\`; the others are named where they are used. A hold is anyone's and needs none.`;

export const ACTIONS = `## Actions

Actions of a step of the launch run one after the other. Steps of a procedure begin at once, but for those in \`waitsFor\`, and so do
the actions of such a step, unless it is \`sequential\`. Nothing ever waits for a message. A placeholder of a variable asked at use, like
\`[point in time]\`, is asked for when the console comes to the action. With \`cluster.traffic: replicas\` there is no mesh: \`move-to-stage\` scales the canary and moves no weight,
\`set-weights\` does nothing, and no verification asks for a share of traffic.`;

export const PROBES = `## Probes

A check the machine runs for an item, at its pace and on demand; a person still ticks. Every probe also has \`every\` (\`5m\` when left
out), \`timeout\` (\`10s\`) and, where the first step changes what it looks at, \`until: launch\`: it rests from then on.`;

export const RULES = `## Rules of lint

An error would hurt on the day; a warning may surprise. With some, no launch can be made at all.`;
