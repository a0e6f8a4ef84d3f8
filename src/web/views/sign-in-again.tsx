import { routes } from '../routes.ts'

/** The session ended while somebody wrote: what they wrote is still in the form. `back`: where signing in leads. */
export function SignInAgain({ back }: { back: string }) {
  return (
    <p class="problem">
      You aren’t signed in. <a href={routes.signIn(back)}>Sign in in another tab</a>, then come back here and
      send it: what you wrote stays below.
    </p>
  )
}
