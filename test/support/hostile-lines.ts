const char = (...codes: readonly number[]): string => String.fromCodePoint(...codes);
const esc = char(0x1b);
const bell = char(7);

/** Lines that want to be more than text: markup, scripts, escape sequences, controls (OWASP's and DOMPurify's kinds). */
export const hostileLines: readonly string[] = [
  '<img src=x onerror="window.owned=1">',
  '<script>window.owned=1</script>',
  '<svg onload=window.owned=1><animate onbegin=window.owned=1 attributeName=x dur=1s>',
  '"><iframe srcdoc="<script>parent.owned=1</script>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.owned=1&gt;">',
  '<a href="javascript:window.owned=1">click</a> [click](javascript:window.owned=1)',
  '&lt;img src=x onerror=window.owned=1&gt; &#x3c;script&#x3e;',
  '{{constructor.constructor("window.owned=1")()}} #{window.owned=1} <%= 1 %>',
  `${esc}[31mred${esc}[0m ${esc}[2J${esc}[1;1H cleared`,
  `${esc}]8;;https://evil.example${bell}https://good.example${esc}]8;;${bell}`,
  `${esc}]52;c;cm0gLXJmIC8=${bell} clipboard ${esc}]0;title${bell}`,
  `${esc}P+q544e${esc}\\ ${char(0x9b)}31m ${esc}c reset`,
  `access granted ${char(0x202e)}nimda${char(0x202c)} ${char(0x2066)}x${char(0x2069)} ${char(0x200f)}`,
  `pay${char(0x200b)}pal${char(0x200d)} ${char(0xfeff)}${char(0xe0041)}${char(0x3164)} hidden`,
  `first${char(0x2028)}second${char(0x85)}third${char(0x0b)}${char(0)}${char(8)}${char(0x7f)}`,
  `half \ud800 a pair, e${char(...Array.from({ length: 60 }, () => 0x301))}`,
  'x'.repeat(8000),
];
