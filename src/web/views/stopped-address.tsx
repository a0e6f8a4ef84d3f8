import type { Stopped } from '../../bounces/stopped.ts'
import { isoOf } from '../../sources/freshness/time-text.ts'
import { PaperDate } from './paper-date.tsx'

interface StoppedAddressProps {
  stopped: Stopped
  email: string
  now: number
  /** Where the button goes that says that mail arrives again. */
  action: string
}

/** Why nothing comes to an address, for who has it, and what they can do. */
export function StoppedAddress({ stopped, email, now, action }: StoppedAddressProps) {
  const since = <PaperDate published={isoOf(stopped.since)} now={now} />
  if (stopped.reason === 'complained')
    return (
      <p role="status">
        <strong>Nothing is sent:</strong> since {since}, when a mail to {email} was reported as spam. Whoever
        runs this site can change that.
      </p>
    )
  return (
    <>
      <p role="status">
        <strong>Nothing is sent:</strong> since {since}, for mail to {email} came back.
      </p>
      <form class="form" method="post" action={action}>
        <button class="button" type="submit">
          It works again: send mail
        </button>
      </form>
    </>
  )
}
