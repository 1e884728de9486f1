import type { SourceKind } from '#shared/contract/observed/source.ts';
import type { KeychainFacts, SettingsRead } from '#shared/contract/settings-facts.ts';
import { type SourceId, sourceIds, sourceTitles } from '#shared/settings/sections.ts';
import { missingSecrets } from '#shared/settings/standing.ts';
import { sources } from '#shared/views/sources.ts';
import type { Marked } from '#shared/views/tone.ts';
import { useFreshMs } from '../../../stores/fresh-ms.ts';
import { useLaunch } from '../../../stores/launch.ts';
import { useNow } from '../../../stores/now.ts';
import { useObservations } from '../../../stores/observations.ts';
import { useSettings } from '../../../stores/settings.ts';
import { StateMark } from '../../../ui/state-mark.tsx';

/** Slack and webhooks are one source there, messages: it doesn't tell how each of them stands. */
const kindOf: Partial<Readonly<Record<SourceId, SourceKind>>> = {
  cluster: 'cluster',
  prometheus: 'metrics',
  alertmanager: 'alerts',
  loki: 'logs',
  flags: 'flags',
  monitors: 'monitors',
  statusPage: 'status-page',
};

/** How a source stands: as the open production launch sees it, else as it is set up. Null where it isn't set up. */
function useStanding(): (source: SourceId, read: SettingsRead, keychain: KeychainFacts) => Marked | null {
  const isProduction = useLaunch((replica) => replica.state.launch?.kind === 'production');
  const latest = useObservations((state) => state.latest);
  const now = useNow();
  const freshMs = useFreshMs();
  const seen = sources(latest, now, freshMs);
  const results = useSettings((state) => state.results);
  return (source, read, keychain) => {
    if (read.sections[source] === undefined) return null;
    if (missingSecrets(source, read, keychain).length > 0) return { tone: 'act', word: 'a secret is missing' };
    const id = latest?.sources.find(({ kind }) => kind === kindOf[source])?.id;
    const live = isProduction ? seen.find((one) => one.id === id) : undefined;
    if (live !== undefined && live.text !== 'off') return { tone: live.tone, word: live.text ?? 'live' };
    const tested = results[source];
    if (tested !== undefined) return { tone: tested.tone, word: tested.tone === 'act' ? 'test failed' : 'tested' };
    return { tone: 'unknown', word: 'set up, not tested' };
  };
}

type Props = {
  readonly read: SettingsRead;
  readonly keychain: KeychainFacts;
  readonly shown: SourceId;
  readonly onShow: (source: SourceId) => void;
};

/** All sources, set up or not, and how each stands. */
export function SourceList({ read, keychain, shown, onShow }: Props) {
  const standing = useStanding();
  const drafts = useSettings((state) => state.drafts);
  return (
    <nav className="source-list" aria-label="Sources">
      {sourceIds.map((source) => {
        const stands = standing(source, read, keychain);
        return (
          <button
            key={source}
            type="button"
            aria-current={source === shown ? 'true' : undefined}
            onClick={() => onShow(source)}
          >
            <b>{sourceTitles[source]}</b>
            {stands === null ? (
              <span className="dim">not set up</span>
            ) : (
              <StateMark tone={stands.tone}>{stands.word}</StateMark>
            )}
            {drafts[source] === undefined ? null : <span className="source-draft">not saved</span>}
          </button>
        );
      })}
    </nav>
  );
}
