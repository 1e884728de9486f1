import type { Trouble } from '#shared/lib/trouble.ts';
import { call } from '../../bridge/bridge.ts';
import { usePaper } from '../../stores/paper.ts';

/** Has the whole runbook written to paper with its state; null when that went well. */
export async function writePaper(): Promise<Trouble | null> {
  const answer = await call('paper.write', {});
  if (!answer.ok) return answer.trouble;
  usePaper.setState({ last: answer.value });
  return null;
}
