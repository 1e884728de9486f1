import type { Evidence } from '#shared/domain/checklist/evidence.ts';
import {
  dueAtOf,
  isContradicted,
  isSettled,
  itemState,
  itemsOf,
  listDueAt,
  signOffOf,
} from '#shared/domain/checklist/standing.ts';
import type { Checklist, ChecklistItem } from '#shared/domain/plan/checklist.ts';
import type { About } from '../about.ts';
import { alarm, heading, lines, quiet, section, strong, table, text } from '../blocks.ts';
import type { Block, Cell, Row, Section } from '../paper.ts';

const evidenceName = (evidence: Evidence): string => {
  if (evidence.kind === 'file') return `file ${evidence.name}, SHA-256 ${evidence.sha256.slice(0, 16)}`;
  return evidence.kind === 'link' ? evidence.url : evidence.text;
};

/** Who marked it, when, what they wrote, and what was added since. */
function marked({ state, words }: About, { id }: ChecklistItem): Cell {
  const entry = state.checklist.items[id];
  const added = state.checklist.annotations[id] ?? [];
  return lines(
    entry !== undefined && `${entry.state.replace('-', ' ')}, ${words.name(entry.by)}, ${words.at(entry.at)}`,
    entry?.note,
    ...(entry?.evidence ?? []).map((one) => quiet(evidenceName(one))),
    ...added.flatMap(({ by, at, note, evidence }) => [
      quiet(`${words.name(by)}, ${words.at(at)}: ${note || 'evidence'}`),
      ...evidence.map((one) => quiet(evidenceName(one))),
    ]),
  );
}

function probed({ state, words }: About, item: ChecklistItem): Cell {
  if (item.probe === undefined) return '';
  const last = state.probes.byItem[item.id];
  if (last === undefined) return quiet(`${item.probe.check.kind}: has not run yet`);
  const said = `${last.verdict}: ${last.text}`;
  const line = isContradicted(state, item.id) ? alarm(`contradicts the tick: ${last.text}`) : said;
  return lines(line, quiet(words.at(last.at)));
}

function itemRow(about: About, list: Checklist, item: ChecklistItem): Row {
  const { state, words } = about;
  const owners =
    item.owner === undefined
      ? ''
      : words
          .people(item.owner)
          .map((person) => person.name)
          .join(', ');
  return [
    { box: itemState(state, item.id) },
    lines(
      item.title,
      item.note !== undefined && quiet(item.note),
      item.link !== undefined && item.link !== 'not set' && quiet(item.link),
    ),
    item.owner === undefined ? '' : lines(words.role(item.owner), quiet(owners)),
    words.at(dueAtOf(state, list, item)),
    marked(about, item),
    probed(about, item),
  ];
}

function signOffs({ state, words }: About, list: Checklist): readonly Block[] {
  if (list.signOffs.length === 0) return [];
  const titleOf = (id: string): string => itemsOf(list).find((item) => item.id === id)?.title ?? id;
  const rows = list.signOffs.map((role): Row => {
    const { state: stands, entry, reopened } = signOffOf(state, list, role);
    const stead = entry?.inSteadOf == null ? '' : `, deputy of ${words.name(entry.inSteadOf)}`;
    const given = entry === null ? '' : `${words.name(entry.by)}${stead}, ${words.at(entry.at)}`;
    const exceptions = (entry?.exceptions ?? []).map(({ item, reason }) => `${titleOf(item)}: ${reason}`);
    return [
      lines(
        strong(words.role(role)),
        quiet(
          words
            .people(role)
            .map((person) => person.name)
            .join(', '),
        ),
      ),
      stands === 'stale' ? lines(alarm('stale'), given, quiet(`open again: ${reopened.join('; ')}`)) : given,
      exceptions,
      stands === 'given' ? 'signed in the log' : { text: 'signature, time', look: 'blank' },
    ];
  });
  return [
    heading('Sign-off', list.title),
    table(['Role 24', 'Signed 26', 'Exceptions 22', 'Signature on paper 28'], rows),
  ];
}

const columns = ['  4', 'Item 29', 'Owner 17', 'Due 11', 'Who, when, notes, evidence 21', 'Probe’s last word 18'];

/** Every list with its boxes as they are (runbook §1.2 to §1.5). */
export function checklists(about: About): readonly Section[] {
  const { state, plan, words } = about;
  return plan.checklists.map((list) => {
    const items = itemsOf(list);
    const done = items.filter((item) => isSettled(state, item.id)).length;
    const rows = list.sections.flatMap((part): readonly Row[] => [
      { span: part.title },
      ...part.items.map((item) => itemRow(about, list, item)),
    ]);
    return section(`list-${list.id}`, list.title, [
      text(`Due ${words.at(listDueAt(state, list))}. ${done} of ${items.length} done or not applicable.`),
      table(columns, rows),
      ...signOffs(about, list),
    ]);
  });
}
