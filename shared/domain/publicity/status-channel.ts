import type { LaunchPlan } from '../plan/launch-plan.ts';

type StatusChannel = LaunchPlan['channels'][number] & { readonly address: string };

/** The channel that is the public status page: the runbook's, where its address is one that can be read. */
export const statusChannel = (plan: LaunchPlan): StatusChannel | null => {
  const found = plan.channels.find(({ isPublic, means }) => isPublic && means === 'Status page');
  const { address } = found ?? {};
  if (found === undefined || address === undefined || !/^https?:\/\//.test(address)) return null;
  return { ...found, address };
};
