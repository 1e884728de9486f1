import { htmlText } from './html-text.ts';
import type { Block, Box, Cell, Line, Paper, Row, Section } from './paper.ts';
import { paperStyle } from './paper-style.ts';
import { BLANK_END, BLANK_START } from './paste-text.ts';

const HIDDEN = '•••';
/** Turns a text into HTML; every text of a paper goes through it. */
type Say = (text: string) => string;

const boxes: Readonly<Record<Box, string>> = { open: '', done: 'X', 'not-applicable': 'n/a', blocked: '!' };
const box = (state: Box): string => `<span class="box ${state}">${boxes[state]}</span>`;

/** A command whose words stay whole where a line has room for them: an option is not broken at its dashes. */
const unbroken = (say: Say, text: string): string => say(text).replace(/[^ \n]+/g, (word) => `<span>${word}</span>`);

function line(say: Say, one: Line): string {
  if (typeof one === 'string') return `<div>${say(one)}</div>`;
  if ('box' in one) return box(one.box);
  if (one.look === 'code') return `<div class="code">${unbroken(say, one.text)}</div>`;
  return one.look === 'blank'
    ? `<div class="blank"><small>${say(one.text)}</small></div>`
    : `<div class="${one.look}">${say(one.text)}</div>`;
}

const cell = (say: Say, content: Cell): string =>
  (Array.isArray(content) ? (content as readonly Line[]) : [content as Line])
    .filter((one) => one !== '')
    .map((one) => line(say, one))
    .join('');

function row(say: Say, content: Row, columns: number): string {
  if ('span' in content) return `<tr class="span"><th colspan="${columns}">${say(content.span)}</th></tr>`;
  return `<tr>${content.map((one) => `<td>${cell(say, one)}</td>`).join('')}</tr>`;
}

function table(say: Say, { head, widths, rows }: Extract<Block, { kind: 'table' }>): string {
  const columns = widths.map((width) => (width > 0 ? `<col style="width:${width}%">` : '<col>')).join('');
  const titles = head.map((title) => `<th>${say(title)}</th>`).join('');
  const body = rows.map((one) => row(say, one, head.length)).join('\n');
  return `<table><colgroup>${columns}</colgroup><thead><tr>${titles}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

/** A text to paste; its blanks are lines with what belongs on them. */
function paste(say: Say, text: string): string {
  const marked = say(text).replaceAll(
    new RegExp(`${BLANK_START}([^${BLANK_END}]*)${BLANK_END}`, 'g'),
    (_, what: string) => `<span class="gap"><small>${what}</small></span>`,
  );
  return `<pre class="paste">${marked}</pre>`;
}

function block(say: Say, content: Block): string {
  switch (content.kind) {
    case 'heading':
      return `<h3>${say(content.text)}${content.aside === '' ? '' : ` <span class="aside">${say(content.aside)}</span>`}</h3>`;
    case 'text':
      return content.text.trim() === '' ? '' : `<p class="${content.look}">${say(content.text)}</p>`;
    case 'facts':
      return `<table class="facts"><tbody>${content.rows.map(([what, value]) => `<tr><th>${say(what)}</th><td>${cell(say, value)}</td></tr>`).join('\n')}</tbody></table>`;
    case 'table':
      return table(say, content);
    case 'list':
      return `<ul>${content.items.map((item) => `<li>${cell(say, item)}</li>`).join('')}</ul>`;
    case 'steps':
      return `<ul class="steps">${content.lines.map((one) => `<li>${box('open')}${line(say, one)}</li>`).join('\n')}</ul>`;
    case 'paste':
      return paste(say, content.text);
  }
}

function section(say: Say, { id, title, place, blocks }: Section, kind: string): string {
  const anchor = id.replace(/[^\w-]/g, '-');
  return `<section id="${anchor}" class="${place}"><h2>${say(title)} <span class="kind">${kind}</span></h2>
${blocks.map((one) => block(say, one)).join('\n')}</section>`;
}

const contents = (say: Say, sections: readonly Section[]): string =>
  `<nav><h3>In this paper</h3><ol>${sections
    .map(({ id, title }) => `<li><a href="#${id.replace(/[^\w-]/g, '-')}">${say(title)}</a></li>`)
    .join('')}</ol></nav>`;

/**
 * The paper as one file: no script, nothing from a network, black on white. `secrets` are taken out of every text,
 * should one ever have got into the launch.
 */
export function paperHtml(paper: Paper, secrets: readonly string[] = []): string {
  const say: Say = (text) => htmlText(secrets.reduce((left, secret) => left.replaceAll(secret, HIDDEN), text));
  const kind = paper.kind === 'rehearsal' ? 'REHEARSAL' : 'PRODUCTION';
  const [first, ...rest] = paper.sections;
  const head = `${kind} ${paper.title}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${say(`${head}, ${paper.logLine}`)}</title>
<style>${paperStyle(head, paper.logLine)}</style></head>
<body class="${paper.kind}"><div class="edge left"></div><div class="edge right"></div>
<header><p class="kind">${kind}</p><h1>${say(paper.title)}</h1><p class="quiet">${say(`${paper.logLine}. Written for: ${paper.why}.`)}</p></header>
${first === undefined ? '' : section(say, first, kind)}
${contents(say, paper.sections)}
${rest.map((one) => section(say, one, kind)).join('\n')}
<footer><p class="quiet">${say(`End of the paper. ${head}, ${paper.logLine}.`)}</p></footer>
</body></html>
`;
}
