import { z } from 'zod';
import type { Comparison } from '../../domain/plan/probe.ts';

const HOLDS = /^(<=|>=|==|!=|<|>) ?(-?\d+(?:\.\d+)?)$/;

/** What a measured number has to satisfy, as operator and number: `"< 0.8"`. */
export const comparison = (description: string) =>
  z
    .string()
    .regex(HOLDS, 'is no comparison: write it like `"< 0.8"`, with <, <=, >, >=, == or !=')
    .meta({ title: 'comparison', description: `${description} Written like "< 0.8".` })
    .transform((words): Comparison => {
      const [, sign = '<', value = '0'] = HOLDS.exec(words) ?? [];
      const operator = (['<=', '>=', '==', '!=', '<', '>'] as const).find((one) => one === sign) ?? '<';
      return { operator, value: Number(value) };
    });
