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
        <p class="problem" role="alert" data-passkey-problem data-words={words} hidden />
      </form>
    </div>
  )
}

/** What browsers call a failure, and what it means to whoever sits before one: for the script. */
const words = JSON.stringify({
  NotAllowedError: 'No passkey was chosen, or it took too long. Try again.',
  InvalidStateError: 'Your account has a passkey of this device already.',
  NotSupportedError: 'This device can’t make a passkey that this site takes. Try another device.',
  SecurityError: 'Browsers take no passkeys at this address.',
  SyntaxError: 'The site could not be asked. Try again in a minute.',
  TypeError: 'The site could not be asked. Are you online? Try again.',
})
