/** A path as logs may tell it: without the tokens of links that work without signing in, and of bounded length. */
export const toldPath = (path: string): string =>
  path.replace(/^\/(subscriptions|searches)\/[^/]+/, '/$1/…').slice(0, 300)
