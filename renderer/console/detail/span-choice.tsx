import type { DetailSpan } from '#shared/contract/observed/detail.ts';
import { canaryStartedAt } from '#shared/views/canary-start.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Parts } from '../../ui/parts.tsx';
import { chooseSpan, useDetail } from './open-detail.ts';

const spans: readonly { readonly id: DetailSpan; readonly title: string }[] = [
  { id: 'quarter', title: '15 min' },
  { id: 'hour', title: '1 h' },
  { id: 'canary', title: 'Since canary' },
];

/** How far back the detail looks. */
export function SpanChoice() {
  const span = useDetail((detail) => detail.span);
  const hasCanary = useLaunch((replica) => canaryStartedAt(replica.state) !== null);
  const parts = spans.filter(({ id }) => hasCanary || id !== 'canary');
  return <Parts label="Time" parts={parts} shown={span} onShow={chooseSpan} />;
}
