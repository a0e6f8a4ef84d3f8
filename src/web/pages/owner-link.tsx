import { routes } from '../routes.ts'
import { HandleField } from '../views/account-fields.tsx'
import { Layout } from '../views/layout.tsx'
import type { Site } from '../views/site.ts'

export interface OwnerLinkPageProps {
  site: Site
  token: string
  /** The owner has a name already. */
  isKnown: boolean
}

/** Where the link leads that the server prints when it starts. */
export function OwnerLinkPage({ site, token, isKnown }: OwnerLinkPageProps) {
  const head = { title: 'Sign in as owner', description: `Sign in to ${site.name} as the one who runs it.` }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>Sign in as owner</h1>
        <p>
          You started this server, so you may run its site: see how the sources are, ask them, and give roles
          to others. The link works once.
        </p>
        <form class="form" method="post" action={routes.ownerLink()}>
          <input type="hidden" name="token" value={token} />
          {!isKnown && <HandleField />}
          <button class="button" type="submit">
            Sign in
          </button>
        </form>
      </div>
    </Layout>
  )
}
