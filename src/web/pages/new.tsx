import { routes } from '../routes.ts'
import { categoryName } from '../views/category-names.ts'
import { dateOnly } from '../views/date-text.ts'
import { FollowForm, followableCategory } from '../views/follow-form.tsx'
import { LateNotice } from '../views/late-notice.tsx'
import { Layout } from '../views/layout.tsx'
import { NewSince } from '../views/new-since.tsx'
import { NoPapers } from '../views/no-papers.tsx'
import { PaperList } from '../views/paper-list.tsx'
import type { NewPageProps } from './page-props.ts'

/** All papers, newest first, of a category and a range of days. */
export function NewPage(props: NewPageProps) {
  const { site, category, papers, paging, news, follows } = props
  const name = category && (categoryName(category) ?? category)
  const title = name ? `New in ${name}` : 'All new papers'
  const range = rangeText(props)
  const head = {
    title,
    description: `${title}${range && `, ${range}`}: whole abstracts, newest first.`,
    feeds: [
      { title, list: routes.newest({ category, since: props.since, until: props.until }) },
      ...(category ? [{ title: 'All new papers', list: routes.newest() }] : []),
    ],
    ...(paging.from <= 1 && { path: routes.newest({ category, since: props.since, until: props.until }) }),
  }
  return (
    <Layout site={site} head={head} section="new">
      <LateNotice site={site} />
      <div class="after-head">
        <h1 class="page-title">{title}</h1>
        <p class="quiet">
          {category && category !== name && `${category} · `}
          {range || 'Newest first'}
        </p>
        <NewSince news={news} now={site.now} />
        <RangeForm {...props} />
        {category && !site.sample && papers.length > 0 && (
          <FollowForm
            what={followableCategory(category)}
            follows={follows}
            page={routes.newest({ category })}
          />
        )}
      </div>
      <h2 class="visually-hidden">Papers</h2>
      {papers.length > 0 ? (
        <PaperList
          {...{ papers, paging }}
          now={site.now}
          category={!category}
          {...(news && { news: news.papers })}
        />
      ) : (
        <NoPapers>
          No paper matches. <a href={routes.newest()}>Show all new papers</a>
        </NoPapers>
      )}
    </Layout>
  )
}

function rangeText({ since, until }: NewPageProps): string {
  if (since && until) return `${dateOnly(since)} to ${dateOnly(until)}`
  if (since) return `since ${dateOnly(since)}`
  return until ? `until ${dateOnly(until)}` : ''
}

function RangeForm({ category, categories, since, until }: NewPageProps) {
  return (
    <form class="range" action={routes.newest()} method="get">
      <label>
        Category
        <select name="category">
          <option value="">All categories</option>
          {withChosen(categories, category).map((id) => (
            <option key={id} value={id} selected={id === category}>
              {categoryName(id) ? `${id} · ${categoryName(id)}` : id}
            </option>
          ))}
        </select>
      </label>
      <label>
        Since
        <input type="date" name="since" {...(since && { value: since })} />
      </label>
      <label>
        Until
        <input type="date" name="until" {...(until && { value: until })} />
      </label>
      <button class="button" type="submit">
        Show
      </button>
    </form>
  )
}

/** What was asked for stays chosen, even where no paper has it. */
function withChosen(categories: string[], chosen: string | undefined): string[] {
  return chosen && !categories.includes(chosen) ? [chosen, ...categories] : categories
}
