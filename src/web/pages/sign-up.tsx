import { routes } from '../routes.ts'
import { AddressField, HandleField, NewPasswordField } from '../views/account-fields.tsx'
import { AccountPage } from '../views/account-page.tsx'
import type { Site } from '../views/site.ts'
import { TrapField } from '../views/trap-field.tsx'

export interface SignUpPageProps {
  site: Site
  /** The token of an invitation, or empty. */
  invitation: string
  /** What was typed. */
  name?: string
  email?: string
  problem?: string
  /** Null: nobody can sign up this way, `problem` says why. */
  canSignUp: boolean
}

export function SignUpPage({ site, invitation, name = '', email = '', problem, canSignUp }: SignUpPageProps) {
  return (
    <AccountPage site={site} title="Make an account" problem={problem}>
      {canSignUp && (
        <>
          <p>
            With an account you vote, discuss and submit papers. Reading needs none. Your mail address is
            shown to nobody.
          </p>
          <form class="form" method="post" action={routes.signUp()}>
            <input type="hidden" name="invitation" value={invitation} />
            <HandleField value={name} />
            <AddressField value={email} />
            <NewPasswordField />
            <TrapField />
            <button class="button" type="submit">
              Make an account
            </button>
          </form>
        </>
      )}
      <p>
        <a href={routes.signIn()}>I have an account</a>
      </p>
    </AccountPage>
  )
}
