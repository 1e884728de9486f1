import { describe, expect, test } from 'vitest';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { cssText, htmlText, madeVisible } from '#shared/views/paper/html-text.ts';
import { paperHtml } from '#shared/views/paper/paper-html.ts';
import { paperOf } from '#shared/views/paper/paper-of.ts';
import * as scenarios from '#test/renderer/fixtures/scenarios.ts';
import { inputOf, sampleHtml, textOf } from './sample-paper.ts';

const hostile = `</style></title><script>alert(1)</script><img src=x onerror="alert(1)"> 'x' "y" \${z} \u202etxt.exe`;
const everywhere: ReadonlySet<string> = new Set([
  'text',
  'title',
  'detail',
  'note',
  'reason',
  'name',
  'contact',
  'url',
  'evidence',
  'address',
  'method',
  'question',
]);

/** The same launch with hostile words in every text that people or packs give. */
function poisoned<T>(value: T, key = ''): T {
  if (typeof value === 'string') return (everywhere.has(key) ? `${value} ${hostile}` : value) as T;
  if (Array.isArray(value)) return value.map((one) => poisoned(one, typeof one === 'string' ? 'text' : key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, poisoned(one, name)])) as T;
}

const withPoison = (state: LaunchState): LaunchState => {
  const { launch, roster, checklist, notes, rollback, messages, probes } = state;
  const plan = launch === null ? null : launch.plan;
  if (launch === null || plan === null) return state;
  // Ids stay: they are names of ours, checked where they come in.
  const keep = { roles: plan.roles.map((role) => ({ ...role, title: `${role.title} ${hostile}` })) };
  return {
    ...state,
    launch: { ...launch, plan: { ...plan, ...texts(plan), ...keep } },
    roster: { ...roster, people: poisonedPeople(roster.people) },
    checklist: poisoned(checklist),
    notes: poisoned(notes),
    rollback: poisoned(rollback),
    messages: poisoned(messages),
    probes: poisoned(probes),
  };
};
type Plan = NonNullable<LaunchState['launch']>['plan'];
const texts = (plan: Plan) => ({
  title: `${plan.title} ${hostile}`,
  templates: poisoned(plan.templates),
  channels: poisoned(plan.channels),
  links: poisoned(plan.links),
  cadences: poisoned(plan.cadences),
  publicity: poisoned(plan.publicity),
  authorities: plan.authorities.map((one) => ({ ...one, title: `${one.title} ${hostile}` })),
  criteria: poisoned(plan.criteria),
  warRoom: poisoned(plan.warRoom),
});
const poisonedPeople = (people: LaunchState['roster']['people']): LaunchState['roster']['people'] =>
  Object.fromEntries(
    Object.entries(people).map(([id, person]) => [
      id,
      { ...person, name: `${person.name} ${hostile}`, contact: `${person.contact} ${hostile}` },
    ]),
  );

/** Elements and attributes of a page, as a browser would see them. */
const marks = (html: string): readonly string[] =>
  [
    ...new Set(
      [...html.replace(/<style>[\s\S]*?<\/style>/, '').matchAll(/<([a-z!][\w]*)((?:\s[^>]*)?)>/gi)].map((found) =>
        (found[1] ?? '').toLowerCase(),
      ),
    ),
  ].toSorted();

describe('words from outside stay words', () => {
  const engine = scenarios.rollingBack();
  const paper = paperOf({ ...inputOf(engine), state: withPoison(engine.state), why: hostile });
  const html = paper === null ? '' : paperHtml(paper);

  test('hostile words make no element that a plain paper does not have', () => {
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html.split('&lt;script&gt;').length).toBeGreaterThan(200);
    expect(html).not.toMatch(/<script|<img|<iframe|<link |<object|onerror="/i);
    expect(marks(html)).toEqual(marks(sampleHtml(engine)));
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html.match(/<\/title>/g)).toHaveLength(1);
  });

  test('what would turn the order of letters around is written out', () => {
    expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/);
    expect(html).toContain('[U+202E]txt.exe');
    expect(madeVisible('a\u200bb\u0007c\u2066d\r\ne\u{e0041}')).toBe('a[U+200B]b[U+0007]c[U+2066]d\ne[U+E0041]');
  });

  test('nothing on the page leads to a network, not even a link', () => {
    const page = sampleHtml(engine);
    expect(page).not.toMatch(/\s(?:src|href)="(?!#)/);
    expect(page).not.toMatch(/url\(|@import/);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  test('a title can not leave the style that says it on every page', () => {
    expect(cssText('a"} </style> \\ b')).toBe('"a\\22 \\7d  \\3c /style\\3e  \\5c  b"');
    expect(htmlText(`<a href='x'>&`)).toBe('&lt;a href=&#39;x&#39;&gt;&amp;');
  });

  test('a token that got into a note is not on the paper', () => {
    engine.send({ type: 'note.write', kind: 'note', text: 'try xoxb-1234-secret&more' }, 'moreau');
    const leaked = paperOf(inputOf(engine));
    const page = leaked === null ? '' : textOf(paperHtml(leaked, ['xoxb-1234-secret&more']));
    expect(page).toContain('try •••');
    expect(page).not.toContain('xoxb-1234');
  });

  test('a production launch says so on every section and wears a plain edge', () => {
    const { launch } = engine.state;
    if (launch === null) throw new Error('no launch');
    const state = { ...engine.state, launch: { ...launch, kind: 'production' as const } };
    const production = paperOf({ ...inputOf(engine), state });
    const page = production === null ? '' : paperHtml(production);
    expect(page.match(/<span class="kind">PRODUCTION<\/span>/g)).toHaveLength(production?.sections.length ?? 0);
    expect(page).toContain('<body class="production">');
    // What was said when it was a rehearsal stays as it was said.
    const templates = production?.sections
      .find(({ id }) => id === 'messages')
      ?.blocks.filter(({ kind }) => kind === 'paste');
    expect(JSON.stringify(templates)).not.toContain('REHEARSAL');
  });
});
