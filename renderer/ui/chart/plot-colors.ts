/** Colours of the theme as the canvas needs them: canvases know no CSS variables. */
export function plotColors(element: Element): (token: string) => string {
  const style = getComputedStyle(element);
  return (token) => style.getPropertyValue(`--${token}`).trim() || '#888';
}
