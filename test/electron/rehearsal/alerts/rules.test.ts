import { expect, test } from 'vitest';
import { ALERT_RULES } from '#rehearsal/alerts/rules.ts';
import { Faults } from '#rehearsal/faults/faults.ts';
import { Evaluation } from '#rehearsal/prometheus/evaluate.ts';
import { parse } from '#rehearsal/prometheus/parser.ts';
import { Traffic } from '#rehearsal/traffic/traffic.ts';
import { BUILT_IN_WORLDS } from '#rehearsal/world/built-in.ts';

const START_MS = Date.UTC(2026, 5, 1, 8);
const HOUR_MS = 3_600_000;

test.each(BUILT_IN_WORLDS)('no rule fires in the calm hour before a launch of $namespace', (world) => {
  const clock = {
    startMs: START_MS,
    realStartMs: START_MS,
    speed: 1,
    launchNow: () => START_MS,
    toLaunch: () => START_MS,
  };
  const look = () => ({ services: [], deployments: [] });
  const traffic = new Traffic({ worlds: [world], clock, seed: 3, faults: new Faults(), look });
  const evaluation = new Evaluation(traffic.series);
  for (const { name, query } of ALERT_RULES) {
    const expression = parse(query);
    for (let at = START_MS - HOUR_MS + 120_000; at <= START_MS; at += 60_000)
      expect([name, evaluation.at(expression, at)]).toEqual([name, { is: 'vector', samples: [] }]);
  }
});
