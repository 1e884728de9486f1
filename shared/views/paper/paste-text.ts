import type { z } from 'zod';
import type { Template } from '#shared/domain/plan/channel.ts';
import type { About } from './about.ts';

type TemplateOf = z.infer<typeof Template>;
type PlaceholderOf = NonNullable<TemplateOf['placeholders']>[number];

/** What a blank of a text looks like; the HTML draws a line with its name. */
export const BLANK_START = '⟦';
export const BLANK_END = '⟧';

function known({ plan, words }: About, placeholder: PlaceholderOf | undefined): string | null {
  if (placeholder?.prefilled === 'launch-title') return plan.title;
  if (placeholder?.prefilled !== 'launch-commander') return null;
  return words.people('launch-commander')[0]?.name ?? null;
}

/**
 * A template's text to paste: what the launch knows is filled in, the rest is a blank with the question it answers.
 * Every text of a rehearsal begins with REHEARSAL (authority.md).
 */
export function pasteText(about: About, template: TemplateOf): string {
  const filled = template.text.replaceAll(/\{\{\s*([\w-]+)\s*\}\}/g, (_, name: string) => {
    const placeholder = template.placeholders?.find((one) => one.name === name);
    const hint = placeholder?.default === undefined ? '' : `, usually ${placeholder.default}`;
    return known(about, placeholder) ?? `${BLANK_START}${placeholder?.title ?? name}${hint}${BLANK_END}`;
  });
  return about.kind === 'rehearsal' ? `REHEARSAL ${filled}` : filled;
}
