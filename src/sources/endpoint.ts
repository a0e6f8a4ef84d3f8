/**
 * An address below a setting's address. A beginning of the path with which the setting already ends is not doubled:
 * `https://api.semanticscholar.org/graph/v1` and `/graph/v1/paper/batch` give one `/graph/v1`. A query of the setting
 * is kept and goes before that of the path.
 */
export function endpoint(base: string, path: string): string {
  const [address, baseQuery] = cutAtQuery(base.trim().replace(/#.*$/s, ''))
  const [rest, query] = cutAtQuery(path)
  const known = segmentsOf(address.replace(/^[a-z]+:\/\/[^/]*/i, ''))
  const wanted = segmentsOf(rest)
  const joined = [address.replace(/\/+$/, ''), ...wanted.slice(overlap(known, wanted))].join('/')
  const queries = [baseQuery, query].filter((part) => part !== '').join('&')
  return queries === '' ? joined : `${joined}?${queries}`
}

function cutAtQuery(text: string): [string, string] {
  const at = text.indexOf('?')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '')

/** How many segments `wanted` begins with that `known` ends with. */
function overlap(known: string[], wanted: string[]): number {
  for (let length = Math.min(known.length, wanted.length); length > 0; length--) {
    if (wanted.slice(0, length).join('/') === known.slice(-length).join('/')) return length
  }
  return 0
}
