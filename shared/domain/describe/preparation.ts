import { never } from '../../lib/invariant.ts';
import type { ChecklistEvent } from '../checklist/events.ts';
import type { ClockEvent } from '../clock/events.ts';
import { some } from '../gate/criteria/verdict.ts';
import type { GateEvent } from '../gate/events.ts';
import type { ProbeEvent } from '../probe/events.ts';
import type { PublicityEvent } from '../publicity/events.ts';
import type { TimelineEvent } from '../timeline/events.ts';
import { because, type Line, line, type Words } from './words.ts';

export type PreparationEvent = ClockEvent | ChecklistEvent | GateEvent | ProbeEvent | PublicityEvent | TimelineEvent;

/** Lines of the clock, the lists, the decisions and what goes out to the public. */
export function describePreparation(event: PreparationEvent, words: Words): Line {
  const { name } = words;
  switch (event.type) {
    case 'clock.held':
      return line('Hold', `${name(event.by)}${because(event.reason)}`, 'watch');
    case 'clock.resumed':
      return line('Resumed', `${name(event.by)}${because(event.reason)}${pastWindow(event)}`);
    case 'clock.slipped':
      return line('T-0 moved', `${name(event.by)}${because(event.reason)}${pastWindow(event)}`, 'watch');
    case 'clock.scrubbed':
      return line('Scrubbed', `${name(event.by)}${because(event.reason)}`, 'act');
    case 'entry.marked':
      return line(
        words.entry(event.entry),
        `${event.hasHappened ? 'has happened' : 'has not happened after all'}, ${name(event.by)}${because(event.note)}`,
      );
    case 'probe.judged': {
      const title = `Probe: ${words.item(event.item)}`;
      return line(
        title,
        short(event.text),
        event.verdict === 'bad' ? 'watch' : event.verdict === 'good' ? 'good' : 'unknown',
      );
    }
    case 'publicity.stopped':
      return line('Stop outgoing publicity', `${event.cause}${because(event.reason)}`, 'act');
    case 'publicity.marked':
      return line(
        words.post(event.post),
        `${event.state === 'stopped' ? 'is stopped' : 'goes out again'}, ${name(event.by)}${because(event.note)}`,
      );
    case 'publicity.released':
      return line('Publicity goes out again', `${name(event.by)}${because(event.reason)}`);
    case 'item.marked':
    case 'items.marked':
    case 'item.annotated':
    case 'list.signed-off':
      return describeChecklist(event, words);
    default:
      return describeGate(event, words);
  }
}

const LONGEST = 160;
const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text);

const pastWindow = ({ isOverride }: { readonly isOverride?: boolean | undefined }): string =>
  isOverride === true ? ', past the launch window' : '';

function describeChecklist(event: ChecklistEvent, { name, item, list, role, stead }: Words): Line {
  switch (event.type) {
    case 'item.marked': {
      const against = event.state === 'done' && event.probe?.verdict === 'bad' ? ', against its probe' : '';
      const said = `${event.state.replace('-', ' ')}, ${name(event.by)}${against}${because(event.note)}`;
      return line(item(event.item), said, event.state === 'blocked' ? 'act' : against === '' ? 'plain' : 'watch');
    }
    case 'items.marked': {
      const titles = event.items.map((one) => item(one.item));
      return line(
        `${event.items.length} items ${event.state.replace('-', ' ')}`,
        `${name(event.by)}${because(event.note)}: ${some(titles)}`,
        event.state === 'blocked' ? 'act' : 'plain',
      );
    }
    case 'item.annotated':
      return line(
        item(event.item),
        `${event.evidence.length > 0 ? 'evidence' : 'note'}, ${name(event.by)}${because(event.note)}`,
      );
    case 'list.signed-off': {
      const open = event.exceptions.length === 0 ? '' : `, with ${event.exceptions.length} exceptions`;
      return line(
        `Signed off: ${list(event.checklist)}`,
        `${name(event.by)} as ${role(event.role)}${stead(event)}${open}`,
        event.exceptions.length === 0 ? 'good' : 'watch',
      );
    }
    default:
      return never(event, 'describeChecklist');
  }
}

function describeGate(event: GateEvent, { name, role, gate, stead }: Words): Line {
  switch (event.type) {
    case 'gate.attended':
      return line(gate(event.gate), `${role(event.role)} is ${event.isPresent ? 'present' : 'absent'}`);
    case 'gate.voted':
      return line(
        `Vote ${event.verdict === 'go' ? 'GO' : 'NO-GO'}`,
        `${name(event.by)}, ${role(event.role)}${stead(event)}${because(event.reason)}`,
        event.verdict === 'go' ? 'good' : 'act',
      );
    case 'gate.vote-recorded':
      return line(
        `Vote ${event.verdict === 'go' ? 'GO' : 'NO-GO'} by voice`,
        `${name(event.voter)}, ${role(event.role)}${stead(event)}, taken down by ${name(event.by)}, unsigned${because(event.reason)}`,
        event.verdict === 'go' ? 'good' : 'act',
      );
    case 'gate.vote-countersigned':
      return line('Vote countersigned', `${name(event.by)}, ${role(event.role)}`);
    case 'gate.passed':
      return line(
        'GO',
        `${name(event.by)}${event.overrode.length > 0 ? `, over ${event.overrode.length} criteria` : ''}${because(event.reason)}`,
        event.overrode.length > 0 ? 'watch' : 'good',
      );
    case 'gate.refused':
      return line('NO-GO', `${name(event.by)}${because(event.reason)}`, 'act');
    case 'gate.withdrawn':
      return line('GO withdrawn', `${name(event.by)}${because(event.reason)}`, 'act');
    default:
      return never(event, 'describeGate');
  }
}
