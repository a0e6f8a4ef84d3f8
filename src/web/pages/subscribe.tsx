import { routes } from '../routes.ts'
import { Layout } from '../views/layout.tsx'
import { Problem } from '../views/problem.tsx'
import { TrapField } from '../views/trap-field.tsx'
import type { SubscribePageProps } from './page-props.ts'

/** Where the banner leads: an address is all that is needed. */
export function SubscribePage({ site, email = '', problem }: SubscribePageProps) {
  const head = {
    title: 'Subscribe',
    description: `${site.name} by mail, daily or weekly.`,
    path: routes.subscribe(),
  }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>Subscribe</h1>
        <Problem text={problem} />
        <p>
          {site.name} by mail: the papers of the day on weekdays, or those of the week on Mondays, never the
          same paper twice. <a href={routes.digestPreview()}>See what one looks like</a>, or{' '}
          <a href={routes.archive()}>read those of the past</a>.
        </p>
        <form class="form" method="post" action={routes.subscribe()}>
          <label>
            Your mail address
            <input name="email" type="email" required autocomplete="email" maxLength={254} value={email} />
          </label>
          <TrapField />
          <button class="button" type="submit">
            Subscribe
          </button>
        </form>
        <p class="quiet">
          A mail with a link comes first: nothing else is sent before you confirm. Then you choose days, hour,
          categories and keywords. Each mail has a link that ends it, and nothing in it watches you.
        </p>
        <p>
          The same without an address: <a href={routes.feeds()}>feeds</a> of every list.
        </p>
      </div>
    </Layout>
  )
}
