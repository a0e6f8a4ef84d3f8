// Categories of arXiv and the sets of its OAI-PMH interface: https://info.arxiv.org/help/oa/index.html#set-structure.
// A set is named `GROUP:ARCHIVE:SUBJECT`; most archives that are no group belong to physics.

const physics = new Set(
  `astro-ph cond-mat gr-qc hep-ex hep-lat hep-ph hep-th math-ph nlin nucl-ex nucl-th quant-ph`.split(' '),
)
/** Groups that are archives of the same name. `physics` is both, and alone it means the group. */
const groups = new Set('cs econ eess math physics q-bio q-fin stat'.split(' '))

/** `cs.AI` → `cs:cs:AI`, `hep-th` → `physics:hep-th`, `math` → `math`. An unknown archive counts as a group. */
export function setOfCategory(category: string): string {
  const [archive = '', subject] = category.split('.')
  if (subject === undefined && groups.has(archive)) return archive
  const place = physics.has(archive) ? `physics:${archive}` : `${archive}:${archive}`
  return subject === undefined ? place : `${place}:${subject}`
}

/** The sets to ask for: each once, and none that another one contains. */
export function setsOfCategories(categories: readonly string[]): string[] {
  const sets = [...new Set(categories.map(setOfCategory))]
  return sets.filter((set) => !sets.some((other) => set.startsWith(`${other}:`)))
}

/** `cs:cs:AI` → `cs.AI`, `physics:hep-th` → `hep-th`; undefined for the older sets that name a group only (`math`). */
export function categoryOfSet(set: string): string | undefined {
  const [group, archive, subject] = set.split(':')
  if (group === undefined || archive === undefined) return undefined
  return subject === undefined ? archive : `${archive}.${subject}`
}

const category = /^[a-z][a-z-]{1,15}(?:\.[A-Za-z][A-Za-z-]{1,14})?$/

/** The categories in texts that hold some each, in their order; classes of other schemes (`68T50`) fall out. */
export function categoriesIn(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) => text.slice(0, 2_000).split(/[\s,;]+/))
  return [...new Set(words.filter((word) => category.test(word)))]
}
