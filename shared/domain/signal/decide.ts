import type { CommandOf } from '../commands.ts';
import { type Decision, decided } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';

type SignalCommand = CommandOf<
  'canary.judge' | 'readiness.judge' | 'baseline.capture' | 'disagreement.raise' | 'disagreement.end'
>;

/** What watches report becomes an event as it is; an alarm is raised once, and ended once. */
export function decideSignal(state: LaunchState, command: SignalCommand): Decision {
  const isOpen = state.signal.disagreement !== null;
  switch (command.type) {
    case 'canary.judge':
      return decided([{ type: 'canary.judged', metrics: command.metrics }]);
    case 'readiness.judge':
      return decided([{ type: 'readiness.judged', verdict: command.verdict, checks: command.checks }]);
    case 'baseline.capture': {
      const { p95Ms, errorRatePercent, samples } = command;
      return decided([{ type: 'baseline.captured', p95Ms, errorRatePercent, samples }]);
    }
    case 'disagreement.raise':
      return decided(isOpen ? [] : [{ type: 'disagreement.raised', since: command.since, text: command.text }]);
    case 'disagreement.end':
      return decided(isOpen ? [{ type: 'disagreement.ended' }] : []);
  }
}
