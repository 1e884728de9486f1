import { type WallAttention, wallAttention } from '#shared/views/wall-attention.ts';
import { useFreshMs } from '../stores/fresh-ms.ts';
import { useLaunch } from '../stores/launch.ts';
import { useNow } from '../stores/now.ts';
import { useObservations } from '../stores/observations.ts';

/** What every screen of the wall says in its head, now. */
export function useAttention(): WallAttention {
  const state = useLaunch((replica) => replica.state);
  const latest = useObservations((seen) => seen.latest);
  const now = useNow();
  const freshMs = useFreshMs();
  return wallAttention(state, latest, now, freshMs);
}
