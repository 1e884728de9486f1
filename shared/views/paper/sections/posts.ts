import type { Procedure } from '#shared/domain/plan/launch-plan.ts';
import type { About } from '../about.ts';
import { paste, text } from '../blocks.ts';
import type { Block } from '../paper.ts';
import { pasteText } from '../paste-text.ts';

/** The texts that a step of a procedure posts, to be pasted. */
export function postsOf(about: About, procedure: Procedure, step: string): readonly Block[] {
  return procedure.operations.flatMap(({ procedureStep, spec }) => {
    if (procedureStep !== step || spec.kind !== 'message.post') return [];
    const channel = about.plan.channels.find((one) => one.id === spec.channel);
    const template = about.plan.templates.find((one) => one.id === spec.template);
    if (template === undefined) return [];
    return [text(`Post to ${channel?.address ?? channel?.title ?? spec.channel}:`), paste(pasteText(about, template))];
  });
}
