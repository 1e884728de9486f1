import type { LaunchState } from '../launch/state.ts';
import { statusChannel } from './status-channel.ts';

/** How many messages for the public status page are out. */
export function publishedCount({ launch, messages }: LaunchState): number {
  const channel = launch === null ? null : statusChannel(launch.plan);
  return messages.messages.filter((message) => message.state === 'sent' && message.channel === channel?.id).length;
}
