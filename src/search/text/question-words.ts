// Words of a question that say nothing of its subject ("I am interested in articles concerning …"). Folded, not stemmed.
// Only papers about asking would miss them, so a query made of nothing else still uses them.

export const questionWords: readonly string[] = `
article articles paper papers publication publications document documents literature reference references
concerning concerned regarding relating related relevant relevance dealing deals deal describe describes described
describing description discuss discusses discussed discussing discussion interested interest interests information
find finding found look looking looked search seek seeking want wants wanted wish need needed needs like please
give given gives know known show shows shown tell list get anything something everything someone anyone
available exist exists existing there here various several many much kind kinds sort type types
done made make makes making use used uses using possible also either etc ie eg
`
  .trim()
  .split(/\s+/)
