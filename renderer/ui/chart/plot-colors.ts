/** Colours of the theme as the canvas needs them: canvases know no CSS variables. Read once for each plot. */
export function plotColors(element: Element): (token: string) => string {
  const style = getComputedStyle(element);
  const known = new Map<string, string>();
  return (token) => {
    const before = known.get(token);
    if (before !== undefined) return before;
    const color = style.getPropertyValue(`--${token}`).trim() || '#888';
    known.set(token, color);
    return color;
  };
}
