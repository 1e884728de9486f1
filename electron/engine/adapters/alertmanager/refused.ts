import { z } from 'zod';
import type { Fault } from '#shared/lib/trouble.ts';
import { type HttpAnswer, parseJson, statusFault } from '../http/http-client.ts';
import type { Doing } from '../network-fault.ts';

/** A bare string, or an object with a message (422 for what it can't use). */
const Refusal = z.union([z.string(), z.looseObject({ message: z.string() }).transform(({ message }) => message)]);

/** Why Alertmanager gave no answer, in its own words. */
export function refused(answer: HttpAnswer, doing: Doing): Fault {
  const said = Refusal.safeParse(parseJson(answer.body));
  return statusFault(answer, doing, said.success ? said.data.slice(0, 300) : '');
}
