import type { EngineCommand } from '#shared/domain/commands.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { SilenceEntry } from '#shared/domain/silence/state.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { SilencePort } from '../adapters/alertmanager/silence-port.ts';
import { pause } from '../adapters/outcome.ts';
import type { Outside } from '../adapters/outside.ts';
import { type Dispatcher, fromEngine } from '../dispatcher/dispatcher.ts';
import { whyLoud } from './feeds-criterion.ts';

const LOOKS = 3;
const LOOK_AGAIN_MS = 1000;

export type SilenceParts = {
  readonly outside: Pick<Outside, 'silences' | 'rules'>;
  readonly state: LaunchState;
  /** Launch time, epoch ms. */
  readonly now: () => number;
};

/** What a silence of ours is found by in Alertmanager. */
export const markOf = ({ launch }: LaunchState, { id }: SilenceEntry): string => `${launch?.id ?? ''} ${id}`;

const said = ({ message, hint }: { readonly message: string; readonly hint?: string | undefined }): string =>
  hint === undefined ? message : `${message} ${hint}`;

/**
 * Places a silence once and reads it back. Alertmanager makes a second one when it is asked twice: after a lost answer
 * it is looked for by our mark, and never asked again.
 */
export async function placeSilence(
  { outside, state, now }: SilenceParts,
  entry: SilenceEntry,
  signal: AbortSignal,
): Promise<EngineCommand | null> {
  const { id: silence, alert, matchers, endsAt, reason } = entry;
  const { silences: port, rules } = outside;
  const plan = state.launch?.plan;
  if (entry.standing !== 'placing' || plan === undefined) return null;
  const fail = (trouble: string): EngineCommand => ({ type: 'silence.fail', silence, trouble });
  if (port === null) return fail('No Alertmanager is set up: name it in the connection settings.');
  const loud = await whyLoud(rules, plan, alert, signal);
  if (loud !== null) return fail(loud.kind === 'bug' ? loud.message : said(loud));
  const mark = markOf(state, entry);
  const by = state.roster.people[entry.by]?.name ?? entry.by;
  const placed = await port.place({ mark, matchers, startsAt: now(), endsAt, by, reason }, signal);
  if (!placed.ok && placed.error.cause !== 'outcome-unknown') return fail(said(placed.error));
  const trouble = placed.ok ? 'Alertmanager took it, and does not show it.' : placed.error.message;
  return lookFor(port, mark, silence, trouble, signal);
}

async function lookFor(
  port: SilencePort,
  mark: string,
  silence: SilenceEntry['id'],
  trouble: string,
  signal: AbortSignal,
): Promise<EngineCommand | null> {
  for (let look = 0; look < LOOKS && !signal.aborted; look += 1) {
    if (look > 0) await pause(LOOK_AGAIN_MS, signal);
    const found = await port.find(mark, signal);
    if (found.ok && found.value !== null && found.value.state !== 'expired')
      return { type: 'silence.confirm', silence, reference: found.value.id };
  }
  return signal.aborted ? null : { type: 'silence.lose', silence, trouble };
}

/** Ends a silence and reads it back. Lifting twice does no harm, so what was lost is simply looked at. */
export async function liftSilence(
  { outside, state }: SilenceParts,
  entry: SilenceEntry,
  signal: AbortSignal,
): Promise<EngineCommand | null> {
  const { id: silence } = entry;
  const { silences: port } = outside;
  if (entry.standing !== 'lifting') return null;
  if (port === null) return { type: 'silence.fail', silence, trouble: 'No Alertmanager is set up.' };
  const mark = markOf(state, entry);
  let fault: Fault | null = null;
  for (let look = 0; look < LOOKS && !signal.aborted; look += 1) {
    if (look > 0) await pause(LOOK_AGAIN_MS, signal);
    const found = await port.find(mark, signal);
    if (found.ok && (found.value === null || found.value.state === 'expired'))
      return { type: 'silence.end', silence, why: 'lifted' };
    const lifted = found.ok && found.value !== null ? await port.lift(found.value.id, signal) : found;
    fault = lifted.ok ? fault : lifted.error;
  }
  if (signal.aborted) return null;
  const after = await port.find(mark, signal);
  if (after.ok && (after.value === null || after.value.state === 'expired'))
    return { type: 'silence.end', silence, why: 'lifted' };
  return { type: 'silence.fail', silence, trouble: fault === null ? 'It still holds.' : said(fault) };
}

/**
 * Silences that were being placed or lifted when the console let go of them: looked for once it is connected again, and
 * never asked for by the machine. `begun` are those that are carried out anyway.
 */
export async function settleSilences(
  dispatcher: Dispatcher,
  outside: SilenceParts['outside'],
  begun: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<void> {
  for (const entry of dispatcher.state.silences.silences) {
    if ((entry.standing !== 'placing' && entry.standing !== 'lifting') || begun.has(entry.id)) continue;
    const found = await outside.silences?.find(markOf(dispatcher.state, entry), signal);
    // Cut short by closing, it says nothing of the silence: the next connection looks again.
    if (signal.aborted) return;
    const command = settled(entry, found);
    dispatcher.dispatch(command, fromEngine);
  }
}

type Found = Awaited<ReturnType<SilencePort['find']>> | undefined;
function settled({ id: silence, standing }: SilenceEntry, found: Found): EngineCommand {
  const isLifting = standing === 'lifting';
  if (found?.ok !== true)
    return { type: 'silence.lose', silence, trouble: found?.error.message ?? 'No Alertmanager is set up.' };
  const holds = found.value !== null && found.value.state !== 'expired' ? found.value : null;
  if (holds !== null && !isLifting) return { type: 'silence.confirm', silence, reference: holds.id };
  if (holds === null && isLifting) return { type: 'silence.end', silence, why: 'lifted' };
  // What was asked for a moment ago may still be on its way: the watch looks on, and says when it never came.
  if (!isLifting) return { type: 'silence.lose', silence, trouble: 'The console let go of it. It is not there yet.' };
  return { type: 'silence.fail', silence, trouble: 'The console let go of it. It still holds: lift it again.' };
}
