import { routes } from '../routes.ts'
import { Layout } from '../views/layout.tsx'
import type { Site } from '../views/site.ts'

export interface SignInPageProps {
  site: Site
  /** Where to go on, on this site. */
  next: string
}

export function SignInPage({ site, next }: SignInPageProps) {
  const head = { title: 'Sign in', description: `Sign in to ${site.name}.` }
  return (
    <Layout site={site} head={head}>
      <div class="prose">
        <h1>Sign in</h1>
        <form class="form" method="post" action={routes.signIn()}>
          <input type="hidden" name="next" value={next} />
          <label>
            Name or mail address
            <input name="who" required autocomplete="username" autocapitalize="none" spellcheck={false} />
          </label>
          <label>
            Password
            <input name="password" type="password" required autocomplete="current-password" />
          </label>
          <button class="button" type="submit">
            Sign in
          </button>
        </form>
      </div>
    </Layout>
  )
}
