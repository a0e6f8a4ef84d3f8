import { routes } from '../routes.ts'
import { AccountPage } from '../views/account-page.tsx'
import type { Site } from '../views/site.ts'

export function SubscriptionErasedPage({ site, forGood }: { site: Site; forGood: boolean }) {
  return (
    <AccountPage site={site} title="Erased">
      <p role="status">
        {forGood
          ? 'The address and all that belonged to it is gone, and it is never written to again. Only whoever runs this site can undo that.'
          : 'The address and all that belonged to it is gone.'}
      </p>
      <p>
        <a href={routes.front()}>Today’s papers</a>
      </p>
    </AccountPage>
  )
}
