// A process that sends digests: for each line it reads, a moment, it does what the job does then, and says so.

import { createInterface } from 'node:readline'
import { fixedClock } from '../../src/clock.ts'
import { openDatabase } from '../../src/db/connect.ts'
import { sendDueDigests } from '../../src/digests/send-digests.ts'

const [data = '', url = '', smtpUrl = ''] = process.argv.slice(2)
const { db } = openDatabase({ data, ...(url !== '' && { url }) })
const settings = {
  ...{ SMTP_URL: smtpUrl, MAIL_FROM: 'papers@example.org', PUBLIC_URL: 'https://papers.example' },
  ...{ HOST: '127.0.0.1', PORT: 8080, SITE_NAME: 'Daily Papers', SECRET_KEY: 'for a long run' },
  ...{ EDITION_TIMEZONE: 'UTC', EDITION_CUTOFF: '00:00', DIGEST_DOMAIN_RATE: null },
  ...{ BOUNCE_HARD_LIMIT: 1, BOUNCE_SOFT_LIMIT: 5, BOUNCE_SOFT_DAYS: 30 },
}
/** Of a mail server: after that the connection is given up. */
const SILENCE_MS = 2_000

const { signal } = new AbortController()
for await (const line of createInterface({ input: process.stdin })) {
  await sendDueDigests({ db, clock: fixedClock(line), settings, signal, smtpPatienceMs: SILENCE_MS })
  process.stdout.write('done\n')
}
