import { cssText } from './html-text.ts';

const screen = `
:root { color-scheme: only light; }
* { box-sizing: border-box; }
html { background: #fff; color: #000; font: 9.5pt/1.35 Inter, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif; }
body { margin: 0 auto; max-width: 210mm; padding: 8mm 9mm; }
h1 { font-size: 22pt; line-height: 1.15; margin: 0 0 1mm; }
h2 { font-size: 14pt; margin: 0 0 2.5mm; padding-bottom: 1mm; border-bottom: 1.5pt solid #000; display: flex; justify-content: space-between; align-items: baseline; gap: 4mm; }
h3 { font-size: 10.5pt; margin: 4.5mm 0 1.2mm; }
h2 .kind, .aside { font-size: 8pt; font-weight: 600; letter-spacing: .08em; white-space: nowrap; }
.aside { letter-spacing: 0; font-weight: 400; color: #444; margin-left: 2mm; }
p { margin: 0 0 2mm; }
header .kind { font-size: 16pt; font-weight: 800; letter-spacing: .18em; margin: 0; }
header { margin-bottom: 5mm; }
section { margin: 9mm 0 0; }
ul, ol { margin: 0 0 2mm; padding-left: 5mm; }
nav ol { columns: 3; column-gap: 6mm; font-size: 8pt; }
nav { margin-top: 3mm; } nav h3 { margin-top: 0; }
a { color: #000; text-decoration: none; border-bottom: .5pt solid #999; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: 0 0 2.5mm; }
th, td { text-align: left; vertical-align: top; padding: 1mm 1.6mm; border: .5pt solid #999; overflow-wrap: anywhere; font-size: 8.5pt; line-height: 1.3; }
thead th { background: #ececec; font-weight: 600; border-bottom: 1pt solid #000; }
tr.span th { background: #f5f5f5; font-weight: 700; font-size: 9pt; }
td:has(> .box:first-child) { text-align: center; padding-left: .5mm; padding-right: .5mm; }
.facts th { width: 42mm; font-weight: 600; background: #f5f5f5; }
td > div, li > div { unicode-bidi: isolate; white-space: pre-wrap; overflow-wrap: anywhere; }
.strong { font-weight: 700; }
.quiet { color: #444; font-size: 8pt; }
.code, pre { font-family: "JetBrains Mono", ui-monospace, Consolas, "Liberation Mono", monospace; }
.code span { display: inline-block; max-width: 100%; overflow-wrap: anywhere; }
td .code { font-size: 7.5pt; }
.alarm { font-weight: 700; text-decoration: underline; text-underline-offset: 1.5pt; }
.warning { border: 1.5pt solid #000; padding: 1.6mm 2.4mm; font-weight: 600; }
.box { display: inline-block; width: 4.2mm; height: 4.2mm; border: 1pt solid #000; font: 700 8.5pt/3.7mm Arial, sans-serif; text-align: center; vertical-align: top; overflow: hidden; }
.box.not-applicable { width: 6.2mm; font-size: 6.5pt; }
.box.blocked { border-width: 2pt; line-height: 3mm; }
.blank { min-height: 6.5mm; border-bottom: .7pt solid #000; display: flex; align-items: flex-end; }
.blank small, .gap small { color: #555; font-size: 6.5pt; font-family: Inter, "Segoe UI", Arial, sans-serif; }
.steps { list-style: none; padding: 0; }
.steps li { display: flex; gap: 2.4mm; margin: 0 0 1.3mm; break-inside: avoid; }
.steps .box { flex: none; margin-top: .2mm; }
.paste { white-space: pre-wrap; overflow-wrap: anywhere; border: .7pt dashed #666; padding: 2mm 2.6mm; margin: 0 0 2.5mm; font-size: 8.5pt; break-inside: avoid; unicode-bidi: isolate; }
.gap { display: inline-block; min-width: 32mm; border-bottom: .7pt solid #000; padding: 0 1mm; text-align: center; }
.by-hand { font-size: 11pt; }
.by-hand h2 { font-size: 20pt; font-weight: 800; }
.by-hand h3 { font-size: 13pt; margin-top: 5mm; }
.by-hand .code { font-size: 9.5pt; line-height: 1.35; }
.by-hand .quiet { font-size: 9pt; }
.by-hand .paste { font-size: 9.5pt; }
.edge { position: fixed; top: 0; bottom: 0; width: 3mm; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.edge.left { left: 0; } .edge.right { right: 0; }
.rehearsal .edge { background: repeating-linear-gradient(-45deg, #000 0 2.2mm, #fff 2.2mm 4.4mm); }
.production .edge { background: #000; width: 1.2mm; }
footer { margin-top: 8mm; }
`;

const print = `
body { max-width: none; padding: 0 6mm; }
section { margin: 0; }
section.page, section.by-hand { break-before: page; }
section.flows { margin-top: 9mm; }
.by-hand + section { break-before: page; }
header + section.page { break-before: auto; }
h3 + p, h3 + p + p, h3 + p + p + p { break-after: avoid; }
nav { break-inside: avoid; }
h2, h3 { break-after: avoid; break-inside: avoid; }
h3 + * { break-before: avoid; }
thead { display: table-header-group; }
tr, .warning { break-inside: avoid; }
tr.span { break-after: avoid; }
p { orphans: 3; widows: 3; }
thead th, tr.span th, .facts th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
a { border: 0; }
`;

/**
 * One style for screen and printer. Size is the printer's own (A4 and Letter); head, foot and page numbers are margin
 * boxes where the browser knows them, else the browser's own head with the file's title.
 */
export const paperStyle = (head: string, foot: string): string => `${screen}
@page { margin: 14mm 9mm 14mm;
  @top-left { content: ${cssText(head)}; font: 600 8pt Arial, sans-serif; }
  @bottom-left { content: ${cssText(foot)}; font: 7.5pt Arial, sans-serif; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 7.5pt Arial, sans-serif; } }
@media print {${print}}
`;
