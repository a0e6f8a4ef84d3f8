import { paperAddress } from '../../papers/identifiers/identifiers.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { plainLatex } from '../../papers/text/latex-text.ts'
import { routes } from '../routes.ts'
import { scholarlyArticle } from './scholarly-article.ts'
import { ShareMeta } from './share-meta.tsx'
import type { Site } from './site.ts'

/** A collaboration of thousands would make the head of its page longer than the page. */
const authorsInHead = 200

/** What Google Scholar, search engines and other sites read in a paper's page. */
export function PaperMeta({ site, paper }: { site: Site; paper: ListedPaper }) {
  return (
    <>
      <ShareMeta
        site={site}
        path={routes.paper(paper.id)}
        card={routes.paperCard(paper.id)}
        alt={plainLatex(paper.title)}
      />
      <ScholarTags paper={paper} />
      <link rel="alternate" type="text/markdown" href={routes.paperFile(paper.id, 'md')} title="Markdown" />
      <link
        rel="alternate"
        type="application/x-bibtex"
        href={routes.paperFile(paper.id, 'bib')}
        title="BibTeX"
      />
      <link
        rel="alternate"
        type="application/vnd.citationstyles.csl+json"
        href={routes.paperFile(paper.id, 'csl.json')}
        title="CSL-JSON"
      />
      <script
        type="application/ld+json"
        dangerouslySetInnerHTML={{ __html: jsonForScript(scholarlyArticle(site, paper, authorsInHead)) }}
      />
    </>
  )
}

/** https://scholar.google.com/intl/en/scholar/inclusion.html#indexing */
function ScholarTags({ paper }: { paper: ListedPaper }) {
  const pdf = paperAddress(paper.id).pdf
  return (
    <>
      <meta name="citation_title" content={plainLatex(paper.title)} />
      {paper.authors.slice(0, authorsInHead).map((author, index) => (
        <meta key={index} name="citation_author" content={author.name} />
      ))}
      {paper.published && (
        <meta name="citation_publication_date" content={paper.published.slice(0, 10).replaceAll('-', '/')} />
      )}
      {paper.source === 'arxiv' && <meta name="citation_arxiv_id" content={paper.id} />}
      {paper.doi && <meta name="citation_doi" content={paper.doi} />}
      {pdf && <meta name="citation_pdf_url" content={pdf} />}
    </>
  )
}

/** JSON that no text inside can end early: `</script>` and `<!--` begin with a character written otherwise. */
function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
