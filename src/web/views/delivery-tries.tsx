import { counted, exactCount } from '../../count-text.ts'
import { Moment } from './source-words.tsx'

interface DeliveryTriesProps {
  delivery: {
    state: string
    attempts: number
    status: number | null
    took_ms: number | null
    problem: string | null
    due_at: number
  }
  /** How much of it arrived, where it goes out in parts. */
  parts?: { done: number; all: number }
  now: number
}

/** How often something was sent, how the last try went, and when the next is. */
export function DeliveryTries({ delivery, parts, now }: DeliveryTriesProps) {
  const { state, attempts, status, took_ms, problem, due_at } = delivery
  return (
    <>
      {attempts === 0 ? 'not tried yet' : counted(attempts, 'try', 'tries')}
      {parts && parts.all > 1 && `, ${parts.done} of ${parts.all} messages arrived`}
      {status !== null && `, answered ${status}`}
      {took_ms !== null && ` after ${exactCount(took_ms)} ms`}
      {problem !== null && `. ${problem}`}
      {state === 'waiting' && attempts > 0 && (
        <>
          {' '}
          Next try <Moment at={due_at} now={now} />
        </>
      )}
    </>
  )
}
