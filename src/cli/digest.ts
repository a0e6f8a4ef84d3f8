import type { Command } from 'commander'
import { counted } from '../count-text.ts'
import type { Database } from '../db/connect.ts'
import { readDateLanguage } from '../digests/date-language.ts'
import { siteAddress } from '../digests/digest-addresses.ts'
import { dayToShow, editionOn } from '../digests/digest-edition.ts'
import { areDigestsPaused } from '../digests/digest-pause.ts'
import { planDue, planForAll } from '../digests/plan-digests.ts'
import { previewDigest } from '../digests/preview.ts'
import { canSendDigests, sendWaiting } from '../digests/send-digests.ts'
import type { DigestPeriod } from '../digests/subscription.ts'
import { Conflict, Invalid, NotFound } from '../errors.ts'
import { type Day, parseDay, todayAt } from '../papers/calendar.ts'
import type { CliContext, StoreOptions } from './context.ts'
import { withStore } from './open-store.ts'
import { printJson, printLine } from './output.ts'

interface DigestOptions extends StoreOptions {
  period?: string
  date?: string
  language?: string
}

export function addDigestCommand(program: Command, context: CliContext): void {
  const digest = program.command('digest').description('the digest by mail: show it, or send what is due')
  const withOptions = (command: Command) =>
    command
      .option('--period <period>', 'daily or weekly')
      .option('--date <day>', 'the edition of this day, or of its week')
  withOptions(digest.command('preview'))
    .description('print the digest as somebody who follows everything gets it')
    .option('--language <tag>', 'of dates, such as de or pt-BR')
    .action((_: object, command: Command) => preview(context, command.optsWithGlobals()))
  withOptions(digest.command('send'))
    .description(
      'send what is due now; with --date that edition to everyone confirmed who has not had it, whatever their hour',
    )
    .action((_: object, command: Command) => send(context, command.optsWithGlobals()))
}

function preview(context: CliContext, options: DigestOptions): Promise<void> {
  const config = context.config(options)
  const { values } = config
  const period = periodOf(options.period) ?? 'daily'
  const asked = dayOf(options.date)
  const language = readDateLanguage(options.language ?? '')
  const today = todayAt(context.clock(config).now(), timesOf(values))
  return withStore(config, async ({ db }) => {
    const site = { name: values.SITE_NAME, publicUrl: siteAddress(values) }
    const day = asked ?? (await dayToShow(db, today))
    const shown = await previewDigest(db, site, { period, day, language, today })
    if (!shown) throw new NotFound(`There are no papers for ${day}: no digest is sent then.`)
    if (options.json) return printJson(context, shown)
    printLine(context, `Subject: ${shown.subject}\n\n${shown.text}`)
  })
}

function send(context: CliContext, options: DigestOptions): Promise<void> {
  const config = context.config(options)
  const { values: settings } = config
  const clock = context.clock(config)
  if (!canSendDigests(settings))
    throw new Conflict('Nothing was sent: set SMTP_URL and MAIL_FROM to a server that takes mail.')
  const wish = { period: periodOf(options.period), date: dayOf(options.date) }
  return withStore(config, async ({ db }) => {
    if (await areDigestsPaused(db))
      throw new Conflict('Nothing was sent: digests are paused. Resume them at /admin/digests.')
    const planned = await plan(db, wish, { context, now: clock.now(), times: timesOf(settings) })
    const counts = await sendWaiting({ db, clock, settings, signal: context.signal })
    if (options.json) return printJson(context, { planned, ...counts })
    printLine(context, `${counted(planned, 'digest')} decided, ${counted(counts.sent, 'mail')} sent.`)
    const rest = { failed: counts.failed, doubtful: counts.doubtful, postponed: counts.postponed }
    for (const [state, number] of Object.entries(rest))
      if (number > 0) printLine(context, `${counted(number, 'mail')} ${state}: see /admin/digests.`)
  })
}

interface PlanParts {
  context: CliContext
  now: number
  times: { timezone: string; cutoff: string }
}

/** A date names an edition, which goes to all who get its period; without one, what is due now. */
async function plan(
  db: Database['db'],
  { period, date }: { period: DigestPeriod | undefined; date: Day | undefined },
  { context: { signal }, now, times }: PlanParts,
): Promise<number> {
  if (date === undefined) return planDue(db, { now, times, signal, only: period })
  const edition = await editionOn(db, period ?? 'daily', date)
  if (edition.papers.length === 0) throw new NotFound(`There are no papers for ${date}: nothing was sent.`)
  return planForAll(db, edition, { now, signal })
}

const timesOf = ({
  EDITION_TIMEZONE,
  EDITION_CUTOFF,
}: {
  EDITION_TIMEZONE: string
  EDITION_CUTOFF: string
}) => ({
  timezone: EDITION_TIMEZONE,
  cutoff: EDITION_CUTOFF,
})

function periodOf(text: string | undefined): DigestPeriod | undefined {
  if (text === undefined || text === 'daily' || text === 'weekly') return text
  throw new Invalid('The period is daily or weekly.', { period: 'must be daily or weekly' })
}

function dayOf(text: string | undefined): Day | undefined {
  if (text === undefined) return undefined
  const day = parseDay(text)
  if (day === null) throw new Invalid('Say which day, such as 2026-03-04.', { date: 'must be a day' })
  return day
}
