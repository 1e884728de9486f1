import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PersonCommand, signedCommands } from '#shared/domain/commands.ts';
import { requiredStatement } from '#shared/domain/confirmation/required.ts';
import { askedFor, confirm, goLaunch } from '#test/support/launch-story.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));

/** What a program is given of the environment, by names that the console's settings allow, where it is found, and what is hidden of it. */
const forPrograms = [
  'electron/engine/adapters/commands/environment.ts',
  'electron/engine/adapters/kubernetes/exec-credentials.ts',
  'electron/engine/adapters/path-folders.ts',
  'electron/engine/probes/secrets-of.ts',
];

test('no environment variable reaches the domain or the engine, save what programs are given and where they lie: there is no switch that skips a confirmation', () => {
  const reading = [...sources('shared'), ...sources('electron/engine')].filter((file) =>
    readFileSync(join(root, file), 'utf8').includes('process.env'),
  );
  expect(reading.filter((file) => !forPrograms.includes(file))).toEqual([]);
});

test('the engine’s process takes a folder, the rehearsal environment’s file, which Electron it is and whether main hands it secrets, and nothing else', () => {
  const text = readFileSync(join(root, 'electron/engine/process.ts'), 'utf8');
  const options = /parseArgs\(\{\s*options: \{([^;]*)\},?\s*\}\);/.exec(text)?.[1] ?? '';
  expect([...options.matchAll(/(\w+): \{/g)].map((match) => match[1])).toEqual([
    ...['home', 'rehearsal', 'electron', 'secrets'],
  ]);
  expect(text.match(/parseArgs\(/g)).toHaveLength(1);
});

test('an action becomes authorised in one place alone, behind the check that nobody’s confirmation is missing', () => {
  const saying = sources('shared/domain').filter((file) =>
    /type: 'action\.authorised'/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(saying).toEqual(['shared/domain/action/confirm.ts']);
});

test('no window can send what only the engine reports', () => {
  for (const type of [
    'action.start',
    'action.plan',
    'action.verify',
    'operation.succeed',
    'canary.judge',
    'readiness.judge',
    'person.enrol',
    'launch.recover',
    'launch.create',
    'adoption.ask',
    'probe.judge',
    'message.queue',
  ])
    expect(PersonCommand.safeParse({ type }).error?.issues[0]?.code).toBe('invalid_union');
});

test('every command that is a decision names the statement it needs', () => {
  const story = goLaunch();
  const action = askedFor(story, 'canary-images');
  for (const type of Object.keys(signedCommands)) {
    const command = {
      ...confirm(action),
      type,
      gate: 'g',
      item: 'i',
      items: ['i'],
      checklist: 'c',
      exceptions: [],
      verdict: 'go',
      reason: 'r',
      decision: 'd',
      state: 'done',
      tZeroAt: 1,
    } as never;
    expect(requiredStatement(story.state, command), type).not.toBeNull();
  }
});
