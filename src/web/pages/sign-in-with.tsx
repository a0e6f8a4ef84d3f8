import { routes } from '../routes.ts'
import { HandleField } from '../views/account-fields.tsx'
import { AccountPage } from '../views/account-page.tsx'
import { Layout } from '../views/layout.tsx'
import type { Site } from '../views/site.ts'

/** On the way to a service. */
export function LeavingPage({ site, name, url }: { site: Site; name: string; url: string }) {
  const head = {
    title: `On to ${name}`,
    description: `Sign in to ${site.name} with ${name}.`,
    children: <meta http-equiv="refresh" content={`0;url=${url}`} />,
  }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>On to {name}</h1>
        <p>
          There you say that you want to sign in here. <a href={url}>Go on to {name}</a>
        </p>
      </div>
    </Layout>
  )
}

/** Who came by a service for the first time chooses a name. */
export function WelcomePage({ site, name, problem }: { site: Site; name: string; problem?: string }) {
  return (
    <AccountPage site={site} title={`Welcome to ${site.name}`} problem={problem}>
      <p>One thing is left: your name. It can’t be changed later.</p>
      <form class="form" method="post" action={routes.welcome()}>
        <HandleField value={name} />
        <button class="button" type="submit">
          Take this name
        </button>
      </form>
    </AccountPage>
  )
}
