import { z } from 'zod';
import { name, text } from './words.ts';

/** What may be written for a variable. */
export const VariableType = z.enum([
  'text',
  'number',
  'yes-no',
  'url',
  'phone',
  'time-zone',
  'moment-in-time',
  'image-tag',
]);
export type VariableType = z.infer<typeof VariableType>;

/** A value that differs from launch to launch (reconciled 34). */
export const Variable = z
  .strictObject({
    id: name('Written with a dollar sign and braces around it wherever the pack uses it.'),
    title: text('The question asked for it.'),
    type: VariableType.default('text'),
    default: z.union([z.string(), z.number(), z.boolean()]).optional().describe('Used when nothing is given.'),
    asked: z
      .enum(['launch', 'use'])
      .default('launch')
      .describe(
        '`launch`: set when a launch is made. `use`: asked for, or prefilled, when a message or step needs it.',
      ),
    placeholder: z
      .string()
      .regex(/^\[[^[\]\n]{1,60}\]$/, 'is not a placeholder: words in square brackets, like "[brief reason]"')
      .optional()
      .describe('How templates write a variable asked at use, e.g. "[brief reason]"; `[id]` when left out.'),
    prefilled: z
      .enum(['acting-person', 'current-time', 'reason', 'launch-commander', 'launch-title'])
      .optional()
      .describe('What a variable asked at use is prefilled from; a rollback never waits for a person to type.'),
    notBefore: name('An item.')
      .optional()
      .describe('A moment must not lie before this item of a checklist was ticked, e.g. that the backup was verified.'),
    suggestion: text(
      'What it is prefilled with when a step asks for it; `{{launch}}` and `{{attempt}}` stand for them.',
    ).optional(),
    secret: z.boolean().default(false).describe('Never shown, never logged; only with `asked: use`.'),
  })
  .refine((variable) => !(variable.secret && variable.asked === 'launch'), {
    error: 'can not be secret and asked at launch: what a launch is made with stands in its log',
  })
  .refine((variable) => variable.asked === 'use' || (variable.placeholder ?? variable.prefilled) === undefined, {
    error: 'only a variable `asked: use` has a placeholder or is prefilled',
  })
  .refine((variable) => variable.asked === 'use' || (variable.notBefore ?? variable.suggestion) === undefined, {
    error: 'only a variable `asked: use` has `notBefore` or a `suggestion`',
  })
  .refine((variable) => variable.notBefore === undefined || variable.type === 'moment-in-time', {
    error: 'has `notBefore`, which is for `type: moment-in-time`',
  });
export type Variable = z.infer<typeof Variable>;
