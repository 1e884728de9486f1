import type { z } from 'zod';
import { SENIOR_ENGINEER } from '#shared/domain/plan/break-glass-authority.ts';
import type { EscalationRow, EscalationTrigger } from '#shared/domain/plan/runbook.ts';
import { spoken } from '../../format/duration.ts';
import type { About } from '../about.ts';
import { alarm, blank, heading, lines, list, orBlank, orFree, quiet, section, strong, table, text } from '../blocks.ts';
import type { Block, Row, Section } from '../paper.ts';

type Escalation = z.infer<typeof EscalationRow>;
type Trigger = z.infer<typeof EscalationTrigger>;

function roster({ state, words }: About): Block {
  const people = Object.values(state.roster.people).toSorted((a, b) => a.name.localeCompare(b.name));
  const rows = people.map((person): Row => {
    const deputy = person.deputy === undefined ? undefined : state.roster.people[person.deputy];
    return [
      lines(
        strong(person.name),
        person.isSenior && quiet('senior engineer'),
        person.publicKey === null && quiet('no key yet'),
      ),
      person.roles.map(words.role).join(', '),
      orBlank(person.contact, 'contact'),
      deputy === undefined ? '' : lines(deputy.name, orBlank(deputy.contact, 'contact')),
    ];
  });
  return table(['Name 24', 'Roles 30', 'Contact 23', 'Deputy 23'], rows);
}

/** Role by role: whom to call, then whom. */
function phoneTree({ plan, state, words }: About): Block {
  const roles = [...plan.roles.map((role) => role.id as string), SENIOR_ENGINEER];
  const rows = roles.map((role): Row => {
    const holders = words.people(role);
    const deputies = holders.flatMap((holder) => {
      const deputy = holder.deputy === undefined ? undefined : state.roster.people[holder.deputy];
      return deputy === undefined ? [] : [`${deputy.name}, ${deputy.contact}`];
    });
    return [
      strong(words.role(role)),
      holders.length === 0 ? alarm('nobody') : holders.map(({ name, contact }) => `${name}, ${contact}`),
      deputies.length === 0 ? blank('then') : deputies,
      { box: 'open' },
    ];
  });
  return table(['Role 22', 'Call first 36', 'Then the deputy 31', 'Reached 11'], rows);
}

const said = (within: Escalation['within']): string =>
  typeof within === 'number' ? `within ${spoken(within)}` : within;

function escalation({ plan, words }: About): readonly Block[] {
  const nameOf = (id: string): string =>
    plan.contacts.find((contact) => contact.id === id)?.title ?? words.roleWithNames(id);
  const rows = plan.escalation.map(
    (row): Row => [
      strong(row.severity),
      nameOf(row.notify),
      row.method,
      lines(said(row.within), row.condition !== undefined && quiet(row.condition)),
      { box: 'open' },
    ],
  );
  const trigger = ({ from, to, title }: Trigger): string => `${from} to ${to}: ${title}`;
  return [
    heading('Escalation: who is told'),
    table(['Severity 10', 'Tell 40', 'How 18', 'Within 22', 'Told 10'], rows),
    heading('What raises a severity'),
    list(plan.escalationTriggers.map(trigger)),
  ];
}

const audiences = { internal: 'Inside', external: 'To the public', escalation: 'Escalation' } as const;

function channels({ plan }: About): readonly Block[] {
  const rows = (['internal', 'external', 'escalation'] as const).flatMap((audience): readonly Row[] => {
    const found = plan.channels.filter((channel) => channel.audience === audience);
    if (found.length === 0) return [];
    const row = (channel: (typeof found)[number]): Row => [
      channel.title,
      channel.means,
      orBlank(channel.address, 'address or number'),
      channel.isPublic ? 'public: confirmed before it goes out' : '',
    ];
    return [{ span: audiences[audience] }, ...found.map(row)];
  });
  return [heading('Channels'), table(['Channel 34', 'Means 14', 'Address or number 32', '  20'], rows)];
}

function bridges({ plan }: About): readonly Block[] {
  const rows: readonly Row[] = [
    ...plan.links.map(({ title, url }): Row => [title, orBlank(url, 'address')]),
    ...plan.vendors.map(({ title, statusPage }): Row => [`${title}, status page`, orBlank(statusPage, 'address')]),
  ];
  return [
    heading('Bridges'),
    list(plan.warRoom.virtual.map(orFree)),
    heading('Links'),
    table(['What 36', 'Address 64'], rows),
  ];
}

/** Who is there, how to reach them, whom to tell (runbook §4, §5). */
export function contacts(about: About): Section {
  const { plan } = about;
  const experts = plan.experts.map(({ title, contact }): Row => [title, orBlank(contact, 'name and number')]);
  const others = plan.contacts.map(({ title, how }): Row => [title, orBlank(how, 'name and number')]);
  return section('contacts', 'Contacts and phone tree', [
    heading('Who is on the roster'),
    roster(about),
    heading('Phone tree, role by role'),
    phoneTree(about),
    text(
      'When an open decision’s time runs out: the deputy, then the escalation contact, then break-glass: any two senior ' +
        'engineers with a reason, told to everyone. The machine never decides to roll back.',
    ),
    heading('Experts, called when needed'),
    table(['Subject 40', 'Name and number 60'], experts),
    heading('Told, but without a role'),
    table(['Who 40', 'Name and number 60'], others),
    ...escalation(about),
    ...channels(about),
    ...bridges(about),
  ]);
}
