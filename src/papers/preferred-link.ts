// Which link of a kind stands for all of them where there is room for one.

import type { Link, LinkKind } from './paper.ts'

/** Who added the first of the links of a kind that people of this site set. Lists that are imported never say so of theirs. */
export const FIRST_SET_HERE = 'member'

/** What people of this site set goes before what sources say. */
export function preferredLink(links: readonly Link[], kind: LinkKind): Link | undefined {
  const some = links.filter((link) => link.kind === kind)
  return some.find(({ addedBy }) => addedBy === FIRST_SET_HERE) ?? some[0]
}
