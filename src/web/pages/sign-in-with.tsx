import { routes } from '../routes.ts'
import { AddressField, HandleField } from '../views/account-fields.tsx'
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

interface WelcomePageProps {
  site: Site
  /** What was typed. */
  name: string
  email?: string
  /** The service told no mail address. */
  needsAddress: boolean
  problem?: string
}

/** Who came by a service for the first time chooses a name, and gives an address where the service told none. */
export function WelcomePage({ site, name, email = '', needsAddress, problem }: WelcomePageProps) {
  return (
    <AccountPage site={site} title={`Welcome to ${site.name}`} problem={problem}>
      <p>
        {needsAddress
          ? 'Two things are left: an address'
          : 'One thing is left: your name. It can’t be changed later.'}
        {needsAddress &&
          ' for mails about your account, which nobody sees, and your name, which can’t be changed later.'}
      </p>
      <form class="form" method="post" action={routes.welcome()}>
        <HandleField value={name} />
        {needsAddress && <AddressField value={email} />}
        <button class="button" type="submit">
          Take this name
        </button>
      </form>
    </AccountPage>
  )
}
