import { Invalid } from '../../errors.ts'
import { parseDay, parseMonth } from '../calendar.ts'
import { type Fields, rawText } from './fields.ts'

/**
 * A date with the precision it came with: `2024`, `2024-05`, `2024-05-27` (unpadded too) or a time in ISO 8601,
 * which becomes UTC with milliseconds; without a zone it is UTC. Throws `Invalid`.
 */
export function readDate(text: string): string {
  const bare = text.trim()
  if (/^[1-9]\d{3}$/.test(bare)) return bare
  const month = /^(\d{4})-(\d{1,2})$/.exec(bare)
  const read = month
    ? parseMonth(`${month[1]}-${month[2]?.padStart(2, '0')}`)
    : (parseDay(bare) ?? readTime(bare))
  if (read !== null) return read
  throw new Invalid(`The date “${bare.slice(0, 40)}” is not understood: write 2024-05-27, 2024-05 or 2024.`)
}

/** The date under a key; undefined where it is absent or empty. */
export function dateIn(fields: Fields, key: string): string | undefined {
  const raw = rawText(fields, key)
  return raw === undefined || raw.trim() === '' ? undefined : readDate(raw)
}

function readTime(text: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?$/i.exec(
    text,
  )
  if (!match || parseDay(match[1] ?? '') === null) return null
  const zone = (match[3] ?? 'Z').toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  const time = Date.parse(`${match[1]}T${match[2]}${zone}`)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
