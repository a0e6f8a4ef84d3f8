import { counted } from '../../count-text.ts'
import type { SimilarToShown } from '../pages/page-props.ts'
import { routes } from '../routes.ts'
import { titleHtml } from './math.tsx'
import { PaperDate } from './paper-date.tsx'

/** Papers near the one shown, and why each. */
export function SimilarPapers({ similar, now }: { similar: SimilarToShown[]; now: number }) {
  if (similar.length === 0) return null
  return (
    <section aria-labelledby="similar">
      <h2 id="similar">Similar papers</h2>
      <ul class="similar">
        {similar.map(({ paper, because }) => (
          <li key={paper.id}>
            <a href={routes.paper(paper.id)} dangerouslySetInnerHTML={titleHtml(paper.title)} />
            <ul class="facts">
              {paper.authorCount > 0 && <li>{counted(paper.authorCount, 'author')}</li>}
              {paper.published && (
                <li>
                  <PaperDate published={paper.published} now={now} />
                </li>
              )}
              {because.length > 0 && <li>shares: {because.join(', ')}</li>}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}
