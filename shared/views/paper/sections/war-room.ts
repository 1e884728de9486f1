import { spoken } from '../../format/duration.ts';
import type { About } from '../about.ts';
import {
  alarm,
  blank,
  heading,
  lines,
  list,
  orBlank,
  orFree,
  quiet,
  section,
  steps,
  strong,
  table,
  text,
} from '../blocks.ts';
import type { Block, Row, Section } from '../paper.ts';

function roles({ plan, words }: About): Block {
  const rows = plan.roles.map(
    (role): Row => [
      lines(
        strong(role.title),
        quiet(
          words
            .people(role.id)
            .map((person) => person.name)
            .join(', ') || 'nobody',
        ),
        role.isInWarRoom && quiet('in the war room'),
      ),
      role.duties,
    ],
  );
  return table(['Role 34', 'Duties 66'], rows);
}

/** The room and how it speaks (runbook §5). */
export function warRoom(about: About): Section {
  const { plan } = about;
  const { physical, virtual, breakoutRooms, shiftMs } = plan.warRoom;
  const cadences = plan.cadences.flatMap((cadence) => [
    heading(cadence.title),
    ...cadence.slots.flatMap((slot) => [text(`Every ${spoken(slot.everyMs)}:`), steps(slot.prompts)]),
  ]);
  return section('war-room', 'War room', [
    roles(about),
    heading('Set up: the room'),
    steps(physical),
    heading('Set up: online'),
    steps(virtual.map(orFree)),
    ...(breakoutRooms.length > 0 ? [heading('Breakout rooms'), list(breakoutRooms)] : []),
    ...(shiftMs === undefined ? [] : [text(`A shift lasts ${spoken(shiftMs)}.`)]),
    heading('Screens'),
    list(plan.screens.map((screen) => `${screen.number}  ${screen.title}`)),
    heading('Cadence'),
    ...cadences,
  ]);
}

/** Reviews after the launch and what counts as a success (runbook §6). */
export function checkpoints({ plan, state, words }: About): Section {
  const rows = plan.checkpoints.map(
    (checkpoint): Row => [
      strong(checkpoint.title),
      words.at(words.moment(checkpoint)),
      checkpoint.focus,
      checkpoint.participants,
      { box: 'open' },
    ],
  );
  const success = plan.successCriteria.flatMap((set) => [
    heading(set.title),
    table(
      ['  5', 'Criterion 65', 'Seen 30'],
      set.criteria.map((one): Row => {
        const mark = state.success.marks[`${set.id}/${one.id}`];
        const said =
          mark === undefined || mark.state === 'open'
            ? blank('value, time')
            : lines(
                mark.state === 'met' ? strong('met') : alarm('not met'),
                `${words.name(mark.by)}, ${words.at(mark.at)}`,
                mark.text,
              );
        return [{ box: mark?.state === 'met' ? 'done' : 'open' }, one.title, said];
      }),
    ),
  ]);
  return section(
    'checkpoints',
    'Checkpoints and success criteria',
    [table(['Checkpoint 16', 'When 22', 'Focus 28', 'Participants 26', 'Held 8'], rows), ...success],
    'flows',
  );
}

/** What goes out to the public beside the launch, and who stops it (reconciled 31). */
export function publicity({ plan, state, words }: About): Section {
  const { stop, posts } = state.publicity;
  const rows = plan.publicity.map((post): Row => {
    const entry = posts[post.id];
    return [
      { box: entry?.state === 'stopped' ? 'done' : 'open' },
      strong(post.title),
      words.roleWithNames(post.owner),
      orBlank(post.link, 'address'),
      entry === undefined
        ? 'scheduled'
        : lines(entry.state, `${words.name(entry.by)}, ${words.at(entry.at)}`, entry.note),
    ];
  });
  return section(
    'publicity',
    'Stop outgoing publicity',
    [
      text('At a hold, a slip, a scrub, a NO-GO and a rollback each owner stops their post at once.'),
      ...(stop === null
        ? [text('Not stopped.', 'quiet')]
        : [text(`Stopped ${words.exactly(stop.at)}: ${stop.cause}. ${stop.reason}`, 'warning')]),
      table(['Stopped 11', 'Post 24', 'Owner 26', 'Where 20', 'Stands 19'], rows),
    ],
    'flows',
  );
}
