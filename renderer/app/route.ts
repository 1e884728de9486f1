/** Which window this is: the hash of its address says so (`#/wall/2`, else the console). */
export type Route = { readonly kind: 'console' } | { readonly kind: 'wall'; readonly screen: 1 | 2 | 3 | 4 };

export function routeOf(hash: string): Route {
  const screen = Number(/^#\/wall\/([1-4])$/.exec(hash)?.[1]);
  return screen === 1 || screen === 2 || screen === 3 || screen === 4 ? { kind: 'wall', screen } : { kind: 'console' };
}
