import { routes } from '../routes.ts'
import { CurrentPasswordField, WhoField } from '../views/account-fields.tsx'
import { AccountPage } from '../views/account-page.tsx'
import { PasskeyForm, type PasskeyPlace } from '../views/passkey-form.tsx'
import type { Site } from '../views/site.ts'

export interface SignInPageProps {
  site: Site
  /** Where to go on, on this site. */
  next: string
  /** What was typed. */
  who?: string
  problem?: string
  /** Whether there is a form to sign up. */
  canSignUp: boolean
  /** Services that can be used instead. */
  services: { id: string; name: string }[]
  place: PasskeyPlace
}

export function SignInPage(props: SignInPageProps) {
  const { site, next, who = '', problem, canSignUp, services, place } = props
  return (
    <AccountPage site={site} title="Sign in" problem={problem}>
      <form class="form" method="post" action={routes.signIn()}>
        <input type="hidden" name="next" value={next} />
        <WhoField value={who} {...(place.at === 'here' && { passkeys: true })} />
        <CurrentPasswordField label="Password" name="password" />
        <button class="button" type="submit">
          Sign in
        </button>
      </form>
      <Passkeys place={place} next={next} />
      {services.map(({ id, name }) => (
        <form key={id} method="post" action={routes.signInWith(id)}>
          <p>
            <button class="button" type="submit">
              Sign in with {name}
            </button>
          </p>
        </form>
      ))}
      <ul>
        {canSignUp && (
          <li>
            <a href={routes.signUp()}>Make an account</a>
          </li>
        )}
        <li>
          <a href={routes.signInLink()}>Sign in by a link that comes by mail</a>
        </li>
        <li>
          <a href={routes.reset()}>Choose a new password</a>
        </li>
      </ul>
    </AccountPage>
  )
}

function Passkeys({ place, next }: Pick<SignInPageProps, 'place' | 'next'>) {
  if (place.at === 'nowhere') return null
  if (place.at === 'elsewhere') {
    return (
      <p>
        <a href={`${place.origin}${routes.signIn(next)}`}>
          Sign in with a passkey at {new URL(place.origin).host}
        </a>
      </p>
    )
  }
  return (
    <PasskeyForm
      does="sign-in"
      action={routes.signInByPasskey()}
      question={routes.passkeyQuestion()}
      button="Sign in with a passkey"
    >
      <input type="hidden" name="next" value={next} />
    </PasskeyForm>
  )
}
