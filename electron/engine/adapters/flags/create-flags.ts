import type { FlagSpec } from '#shared/domain/operation/spec.ts';
import type { CommandPort } from '../commands/port.ts';
import type { FlagSettings } from '../connections.ts';
import { createFlagsmith, flagsmithByHand } from './flagsmith.ts';
import { createLaunchDarkly, launchDarklyByHand } from './launchdarkly.ts';
import type { OpenFlagPort } from './port.ts';
import { createScriptFlags, scriptFlagByHand } from './script-flags.ts';
import { createUnleash, unleashByHand } from './unleash.ts';

/** A flag service, and the command line that does the same by hand. */
export type Flags = { readonly port: OpenFlagPort; readonly byHand: (spec: FlagSpec) => string };

/** Opens the flag service of the settings. `commandsIn` runs programs of a folder. */
export function createFlags(settings: FlagSettings, commandsIn: (folder: string | undefined) => CommandPort): Flags {
  switch (settings.service) {
    case 'unleash':
      return { port: createUnleash(settings), byHand: unleashByHand(settings) };
    case 'launchdarkly':
      return { port: createLaunchDarkly(settings), byHand: launchDarklyByHand(settings) };
    case 'flagsmith':
      return { port: createFlagsmith(settings), byHand: flagsmithByHand(settings) };
    case 'script': {
      const script = { ...settings, arguments: settings.arguments ?? [] };
      return {
        port: createScriptFlags(script, commandsIn(settings.folder)),
        byHand: scriptFlagByHand(script),
      };
    }
  }
}
