import type { SignalEvent } from './events.ts';
import type { SignalState } from './state.ts';

export function evolveSignal(state: SignalState, event: SignalEvent, at: number): SignalState {
  switch (event.type) {
    case 'canary.judged':
      return { ...state, canary: { at, metrics: event.metrics } };
    case 'readiness.judged':
      return { ...state, readiness: { at, verdict: event.verdict, checks: event.checks } };
    case 'baseline.captured': {
      const { p95Ms, errorRatePercent, samples } = event;
      return { ...state, baseline: { at, p95Ms, errorRatePercent, samples } };
    }
    case 'disagreement.raised':
      return { ...state, disagreement: { at, since: event.since, text: event.text } };
    case 'disagreement.ended':
      return { ...state, disagreement: null };
  }
}
