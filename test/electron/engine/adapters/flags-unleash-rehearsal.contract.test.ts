import { describe } from 'vitest';
import { createHttpClient } from '#engine/adapters/http/http-client.ts';
import { openRehearsal } from './support/open-rehearsal.ts';
import { value } from './support/run-context.ts';
import { unleashContract } from './support/unleash-contract.ts';

describe('Unleash, as the rehearsal environment plays it', () => {
  unleashContract(async () => {
    const rehearsal = await openRehearsal();
    const { unleashUrl: url, unleashToken: token, caFile } = rehearsal.addresses;
    const http = createHttpClient({ caFile });
    return {
      ...{ url, token, caFile },
      async post(path, body) {
        const headers = { authorization: token, 'content-type': 'application/json' };
        const ask = { method: 'POST', url: `${url}${path}`, headers, body: JSON.stringify(body) } as const;
        return value(await http.send(ask, { what: 'make a flag', where: url, changes: true })).status;
      },
      async stop() {
        await http.close();
        await rehearsal.stop();
      },
    };
  });
});
