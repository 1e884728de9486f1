import type { AllowedProgram } from '#shared/settings/connections-shape.ts';

/** A bare name allows any call of it, as files written by hand have it. */
export type Allowed = readonly (string | AllowedProgram)[];

/** Whether this file may be run in this way: a pin is all that it pins. */
const allows = (one: Allowed[number], pin: AllowedProgram): boolean =>
  typeof one === 'string'
    ? one === pin.command
    : one.path === pin.path && one.sha256 === pin.sha256 && one.callSha256 === pin.callSha256;

/** The same command, arguments and environment; the file may be another. */
const isSameCall = (one: Allowed[number], pin: AllowedProgram): boolean =>
  typeof one !== 'string' && one.callSha256 === pin.callSha256;

export const isAllowed = (allowed: Allowed, pin: AllowedProgram): boolean => allowed.some((one) => allows(one, pin));

/**
 * Adds a pin. It takes the place of one of the same call: the program was updated, and its old file is not to stay allowed. A
 * call that has changed can't be told from another context's, so the one before it stays.
 */
export const withProgram = (allowed: Allowed, pin: AllowedProgram): Allowed => [
  ...allowed.filter((one) => !isSameCall(one, pin)),
  pin,
];

/** Without what allows this; a bare name goes as a whole. */
export const withoutProgram = (allowed: Allowed, pin: AllowedProgram): Allowed =>
  allowed.filter((one) => !allows(one, pin));

/** What is allowed of the same command besides: for other contexts, or as it was called before. */
export const otherCalls = (allowed: Allowed, pin: AllowedProgram): Allowed =>
  allowed.filter((one) => typeof one !== 'string' && one.command === pin.command && !isSameCall(one, pin));
