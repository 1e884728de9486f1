import type { Finding, Rule } from './rule.ts';

/** Rolling one service back turns its own flags off: not what another needs. */
export const sharedFlag: Rule = {
  name: 'shared-flag',
  says: "A flag that is said to be one service's alone and is another's too.",
  severity: 'error',
  blocks: false,
  *check({ services }): Generator<Finding> {
    const owners = new Map<string, string>();
    for (const [index, { id, flags }] of services.entries()) {
      for (const [at, flag] of flags.entries()) {
        const owner = owners.get(flag);
        if (owner !== undefined && owner !== id) {
          const message = `The flag \`${flag}\` belongs to \`${owner}\` and to \`${id}\`.`;
          const hint = 'Leave it to one of them, or to none: then it goes off only with all of them.';
          yield { path: ['services', index, 'flags', at], message, hint };
        }
        owners.set(flag, id);
      }
    }
  },
};
