// Words of a question that say nothing of its subject ("I am interested in articles concerning …"). Folded, not stemmed.
// Only papers about asking would miss them, so a query made of nothing else still uses them. Words that ask in one field
// and are the subject of another stay out: types, lists and sorting are studied, as are needs, documents, searching and
// information itself. Ranking has its own sense of what is mere phrasing: `burstiness`.

export const questionWords: readonly string[] = `
article articles paper papers
concerning concerned regarding relating related dealing deals deal describe describes described describing
discuss discusses discussed discussing discussion interested interest interests
find finding found look looking looked seek seeking want wants wanted wish needed like please
give given gives know known show shows shown tell get anything something everything someone anyone
including include includes included involving involve involves involved
particularly especially specifically mainly currently
available exist exists existing there here various several many much kind kinds
done made make makes making use used uses using possible also either etc ie eg
`
  .trim()
  .split(/\s+/)
