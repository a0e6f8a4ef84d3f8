import { counted } from '../../count-text.ts'
import { routes } from '../routes.ts'
import { categoryName, isCategory } from './category-names.ts'

/** More would be longer than the list beside it is worth. */
const shownTopics = 12

/** The categories of the papers shown, most frequent first. */
export function Topics({
  topics,
  heading,
}: {
  topics: { category: string; papers: number }[]
  heading: string
}) {
  const shown = topics.filter(({ category }) => isCategory(category)).slice(0, shownTopics)
  if (shown.length === 0) return null
  return (
    <section class="topics-of-day">
      <h2>{heading}</h2>
      <ul class="topics">
        {shown.map(({ category, papers }) => (
          <li key={category}>
            <a href={routes.newest({ category })}>
              <span class="topic">{categoryName(category) ?? category}</span>
              {categoryName(category) && <span class="quiet">{category}</span>}
              <span title={counted(papers, 'paper')}>{papers}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
