import type { ComponentChildren } from 'preact'

/** Whether passkeys work at the address of a page; where not, perhaps at another origin of the same site. */
export type PasskeyPlace = { at: 'here' } | { at: 'elsewhere'; origin: string } | { at: 'nowhere' }

interface PasskeyFormProps {
  does: 'add' | 'sign-in'
  /** Where the form goes once the browser has signed. */
  action: string
  /** What the browser is asked to sign. */
  question: string
  button: string
  /** More fields. */
  children?: ComponentChildren
}

/**
 * A form that islands/passkeys.ts fills in and sends. Only it can: the form stays hidden without scripts, and in browsers
 * that have no passkeys.
 */
export function PasskeyForm({ does, action, question, button, children }: PasskeyFormProps) {
  return (
    <div data-passkeys hidden>
      <form class="form" method="post" action={action} data-passkey={does} data-question={question}>
        <input type="hidden" name="credential" />
        {children}
        <button class="button" type="submit">
          {button}
        </button>
        <p class="problem" role="alert" data-passkey-problem hidden />
      </form>
    </div>
  )
}
