import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Outside } from '../../adapters/outside.ts';
import { bad, good, unknown } from '../finding.ts';
import { connected } from '../parts.ts';

type Answer = {
  readonly title: string;
  readonly kind: 'answers' | 'refuses' | 'silent' | 'by-hand';
  readonly text: string;
};

async function reach(
  id: string,
  plan: Pick<LaunchPlan, 'channels'>,
  outside: Outside,
  signal: AbortSignal,
): Promise<Answer> {
  const channel = plan.channels.find((entry) => entry.id === id);
  if (channel === undefined) return { title: id, kind: 'refuses', text: 'it is no channel of the pack' };
  const { title, service } = channel;
  const port = service === 'manual' ? undefined : outside.messages[service];
  if (port === undefined) return { title, kind: 'by-hand', text: '' };
  const answer = await port.reach(title, signal);
  if (answer.ok) return { title, kind: 'answers', text: answer.value };
  const isRefusal = ['not-found', 'forbidden', 'unauthenticated', 'invalid'].includes(answer.error.cause);
  return { title, kind: isRefusal ? 'refuses' : 'silent', text: answer.error.message };
}

/** Every channel with a connector answers, and there is one at least. Nothing is sent. */
export const lookAtChannels = connected<'channels'>(async (check, { plan, outside }, signal) => {
  const answers = await Promise.all(check.channels.map((id) => reach(id, plan, outside, signal)));
  const of = (kind: Answer['kind']) => answers.filter((one) => one.kind === kind);
  const handed = of('by-hand').map(({ title }) => title);
  const byHand = handed.length === 0 ? '' : ` By hand: ${handed.join(', ')}.`;
  const said = (some: readonly Answer[]) => some.map(({ title, text }) => `${title}: ${text}`).join(' ');
  if (of('refuses').length > 0) return bad(`${said(of('refuses'))}${byHand}`);
  if (of('silent').length > 0) return unknown(`${said(of('silent'))}${byHand}`);
  const answering = of('answers');
  if (answering.length === 0) return unknown(`No channel has a connector.${byHand}`);
  return good(`Answered: ${answering.map(({ title, text }) => `${title} (${text})`).join(', ')}.${byHand}`);
});
