import { z } from 'zod';
import { PackContent } from './schema/pack.ts';

/**
 * The JSON Schema of what a person writes, for editors to complete and check a pack with. `isPart`: for one file of a
 * folder, where every top-level key may be in another file.
 */
export const packJsonSchema = (isPart: boolean) =>
  z.toJSONSchema(isPart ? PackContent.partial() : PackContent, { io: 'input', target: 'draft-7' });
