/**
 * Runs in a page: elements whose text is cut off without saying so, charts nobody can read, and a page that scrolls. One
 * line each; it uses nothing but what a page has.
 */
export function clipped(): readonly string[] {
  const found: string[] = [];
  const { scrollHeight, scrollWidth } = document.documentElement;
  if (scrollHeight > innerHeight + 1 || scrollWidth > innerWidth + 1) found.push('the page scrolls');
  for (const chart of document.querySelectorAll('#root .live-chart'))
    if (chart.clientWidth < 100) found.push(`no room: a chart is ${chart.clientWidth} px wide`);
  for (const element of document.querySelectorAll('#root *')) {
    // What scrolls says so; a line of input scrolls by itself; what is only drawn behind may be cut.
    if (element.hasAttribute('data-scrolls') || element.closest('svg, input, [aria-hidden]')) continue;
    const style = getComputedStyle(element);
    if (element.clientWidth <= 1) continue;
    const hides = style.overflowX !== 'visible' || style.overflowY !== 'visible';
    const isCut =
      (element.scrollWidth > element.clientWidth + 2 && style.textOverflow !== 'ellipsis') ||
      element.scrollHeight > element.clientHeight + 2;
    if (!hides || !isCut) continue;
    const [has, needs] = [
      `${element.clientWidth}x${element.clientHeight}`,
      `${element.scrollWidth}x${element.scrollHeight}`,
    ];
    const text = (element.textContent ?? '').slice(0, 60);
    found.push(`clipped: ${element.tagName}.${element.className} ${needs} in ${has}: ${text}`);
  }
  return found;
}
