import type { ReactNode } from 'react';
import { clockTime } from '#shared/views/format/wall-time.ts';
import type { NowTask } from '#shared/views/now-task.ts';
import { useLaunch } from '../../stores/launch.ts';
import { ActionTask } from './action-task.tsx';
import { AskTask, BlockedTask, MinimumHoldTask } from './ask-task.tsx';
import { DecisionTask } from './decision-task.tsx';
import { GateTask } from './gate-task.tsx';
import { HeldTask } from './held-task.tsx';
import { LaunchedTask } from './launched-task.tsx';
import { ListTask } from './list-task.tsx';
import { RollingTask } from './rolling-task.tsx';
import { TaskCard } from './task-card.tsx';

/** The card for what comes first. */
export function Task({ task, now }: { readonly task: NowTask; readonly now: number }): ReactNode {
  const zone = useLaunch((replica) => replica.state.launch?.plan.timeZone ?? 'UTC');
  switch (task.kind) {
    case 'decision':
      return <DecisionTask decision={task.decision} others={task.others} now={now} />;
    case 'rolling-back':
      return <RollingTask action={task.action} now={now} />;
    case 'action':
      return <ActionTask action={task.action} step={task.step} now={now} />;
    case 'held':
      return <HeldTask hold={task.hold} now={now} />;
    case 'gate':
      return <GateTask gate={task.gate} refusal={task.refusal} now={now} />;
    case 'list':
      return <ListTask standing={task.standing} gate={task.gate} now={now} />;
    case 'ask':
      return <AskTask step={task.step} last={task.last} now={now} />;
    case 'minimum-hold':
      return <MinimumHoldTask step={task.step} hold={task.hold} last={task.last} now={now} />;
    case 'blocked':
      return <BlockedTask step={task.step} refusal={task.refusal} last={task.last} now={now} />;
    case 'launched':
      return <LaunchedTask at={task.at} later={task.later} now={now} />;
    case 'scrubbed':
      return (
        <TaskCard
          label="Scrubbed"
          tone="plain"
          head="This launch has ended."
          text={`Scrubbed by ${task.by} at ${clockTime(task.at, zone)}: ${task.reason}. A new attempt is a new launch.`}
        />
      );
    default:
      return <TaskCard label="Now" tone="plain" head="Nothing to do." text="Every step is done." />;
  }
}
