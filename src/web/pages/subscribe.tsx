import { routes } from '../routes.ts'
import { Layout } from '../views/layout.tsx'
import type { SubscribePageProps } from './page-props.ts'

/** Where the banner leads while no mail is sent. */
export function SubscribePage({ site }: SubscribePageProps) {
  const head = {
    title: 'Subscribe',
    description: `${site.name} by mail: not yet. What to read instead.`,
    path: routes.subscribe(),
  }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>Subscribe</h1>
        <p>
          This server does not send mail yet, so there is nothing to sign up for and no address is asked for.
        </p>
        <p>Until it does, these pages hold what the mail would:</p>
        <ul>
          <li>
            <a href={routes.front()}>Today’s papers</a>, or the newest edition where today has none
          </li>
          <li>
            <a href={routes.trending()}>Trending papers</a> of the last thirty days
          </li>
          <li>
            <a href={routes.newest()}>All new papers</a>, by category and range of days
          </li>
        </ul>
      </div>
    </Layout>
  )
}
