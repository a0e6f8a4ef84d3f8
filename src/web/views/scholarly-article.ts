import { doiAddress } from '../../papers/identifiers/doi.ts'
import { paperAddress, printId } from '../../papers/identifiers/identifiers.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { present } from '../../papers/present.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import type { Site } from './site.ts'
import { webAddress } from './web-address.ts'

/** A paper in the words of https://schema.org/ScholarlyArticle; what isn't known is left out. */
export function scholarlyArticle(
  site: Site,
  paper: ListedPaper,
  mostAuthors: number,
): Record<string, unknown> {
  const { abs } = paperAddress(paper.id)
  const sameAs = [abs, paper.doi && doiAddress(paper.doi)].filter(Boolean)
  return present({
    '@context': 'https://schema.org',
    '@type': 'ScholarlyArticle',
    headline: plainLatex(paper.title),
    abstract: plainLatex(paper.abstract),
    author: paper.authors.slice(0, mostAuthors).map(({ name }) => ({ '@type': 'Person', name })),
    datePublished: paper.published?.slice(0, 10),
    dateModified: paper.updated?.slice(0, 10),
    identifier: printId(paper.id),
    url: `${site.publicUrl}${routes.paper(paper.id)}`,
    image: `${site.publicUrl}${routes.paperCard(paper.id)}`,
    sameAs: sameAs.length > 0 ? sameAs : undefined,
    keywords: paper.keywords.length > 0 ? paper.keywords : undefined,
    license: paper.licence && (webAddress(paper.licence) ?? undefined),
    creativeWorkStatus: paper.withdrawn ? 'Withdrawn' : undefined,
  })
}
