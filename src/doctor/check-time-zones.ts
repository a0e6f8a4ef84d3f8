import { type Check, failed, ok } from './check.ts'

/** Editions begin, and digests go out, by the time of a place. `known`: names of places that the runtime knows. */
export function checkTimeZones(
  edition: string,
  known: readonly string[] = Intl.supportedValuesOf('timeZone'),
): Check {
  const version = process.versions.tz ?? 'unknown'
  if (known.length >= 400)
    return ok('time zones', `Editions begin by ${edition}; ${known.length} places are known (${version}).`)
  return failed(
    'time zones',
    `The runtime knows ${known.length} places only, so that digests come at wrong hours.`,
    'Start it by bin/broadsheet after `npm ci`, which brings a runtime with all of them.',
  )
}
