import { counted } from '../count-text.ts'
import type { Db } from '../db/connect.ts'
import { freshnessOf, type SourceFreshness } from '../sources/freshness/freshness.ts'
import type { SourceSettings } from '../sources/source-settings.ts'
import { type Check, ok, warning } from './check.ts'

/** One failure may be the source's bad hour. */
const FAILING_FROM = 3

/** Sources that are late, fail again and again, or sent records that can’t be used. */
export async function checkSources(
  db: Db,
  settings: Pick<SourceSettings, 'SOURCES'>,
  now: number,
): Promise<Check> {
  const told = await freshnessOf(db, settings, now)
  if (told.length === 0) return ok('sources', 'SOURCES is empty: nothing is harvested.')
  const late = told.filter((source) => source.late !== undefined)
  const failing = told.filter(({ late, failuresInARow }) => !late && failuresInARow >= FAILING_FROM)
  const troubled = [...late, ...failing]
  if (troubled.length === 0) return ok('sources', summaryOf(told))
  const names = troubled.map(({ source }) => source).join(' ')
  return warning(
    'sources',
    oneLine([...late.map(({ late }) => late?.sentence ?? ''), ...failing.map(failureText)].join(' ')),
    `Is \`serve\` running, with JOBS=on? If it is, \`broadsheet harvest ${names}\` asks now and shows what is in the way; docs/sources.md says what helps.`,
  )
}

const failureText = ({ source, failuresInARow, lastError }: SourceFreshness): string =>
  `${source} failed ${counted(failuresInARow, 'time')} in a row: ${lastError ?? 'no message'}`

function summaryOf(told: readonly SourceFreshness[]): string {
  const parts = told.map(
    ({ source, state }) => `${source} ${state === 'never' ? 'was never asked' : `is ${state}`}`,
  )
  return `${parts.join(', ')}.`
}

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ')
