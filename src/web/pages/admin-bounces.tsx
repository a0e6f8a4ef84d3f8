import type { BounceKind } from '../../bounces/bounce.ts'
import type { MailboxState } from '../../bounces/mailbox-state.ts'
import { type BounceOverview, bounceKinds, type ListedBounce } from '../../bounces/manage-bounces.ts'
import { counted, exactCount } from '../../count-text.ts'
import { routes } from '../routes.ts'
import { AccountPage } from '../views/account-page.tsx'
import { FactList } from '../views/fact-list.tsx'
import { LogPaging } from '../views/log-paging.tsx'
import type { Site } from '../views/site.ts'
import { Ago, Moment } from '../views/source-words.tsx'
import type { Paging } from './page-props.ts'

interface BouncesPageProps {
  site: Site
  overview: BounceOverview
  /** Those shown; absent: all. */
  kind: BounceKind | undefined
  bounces: ListedBounce[]
  paging: Paging
  /** BOUNCE_IMAP_URL and BOUNCE_SECRET are set. */
  hasMailbox: boolean
  takesReports: boolean
}

const kindWords: Record<BounceKind, string> = { hard: 'hard', soft: 'soft', complaint: 'complaints' }

/** Mail that came back, complaints, and what follows for the addresses. For admins. */
export function BouncesPage(props: BouncesPageProps) {
  const { site, overview, kind, bounces, paging, hasMailbox, takesReports } = props
  const { confirmAt, mailbox } = overview
  return (
    <AccountPage site={site} title="Bounces">
      <p>
        Mail that came back, and complaints. An address that is stopped gets no digests, alerts and
        notifications; mails about its account go on. <a href={routes.digests()}>Digests</a>
      </p>
      {!hasMailbox && !takesReports && (
        <p>
          <strong>Nothing is read:</strong> neither BOUNCE_IMAP_URL nor BOUNCE_SECRET is set. Only what the
          mail server refuses at once is noted.
        </p>
      )}
      {confirmAt !== null && (
        <p>
          <strong>Amazon SNS waits:</strong> <a href={confirmAt}>open its address</a> to let it post here.
        </p>
      )}
      <FactList
        facts={[
          ...(hasMailbox
            ? [['Mailbox (UTC)', <MailboxWords key="mailbox" state={mailbox} now={site.now} />] as const]
            : []),
          ['Never written to', suppressedWords(overview.suppressed)],
        ]}
      />
      <Kinds counts={overview.counts} kind={kind} />
      {bounces.length === 0 ? (
        <p>Nothing came back{kind === undefined ? ' yet' : ' in this way'}.</p>
      ) : (
        <ul class="rows">
          {bounces.map((bounce) => (
            <li key={bounce.id}>
              <Bounce bounce={bounce} now={site.now} />
            </li>
          ))}
        </ul>
      )}
      <LogPaging paging={paging} label="Parts of this list" />
    </AccountPage>
  )
}

function MailboxWords({ state, now }: { state: MailboxState | null; now: number }) {
  if (!state) return <>not read yet: every five minutes by a node with JOBS on</>
  if (state.problem !== undefined)
    return (
      <>
        <strong>can’t be read:</strong> {state.problem} (<Ago at={state.at} now={now} />)
      </>
    )
  const { messages = 0, left = 0 } = state.reading ?? {}
  return (
    <>
      read <Ago at={state.at} now={now} />: {counted(messages, 'new message')}
      {left > 0 && `, ${exactCount(left)} left there for a person`}
    </>
  )
}

const reasonWords: Record<string, string> = {
  bounced: 'came back',
  complained: 'complained',
  asked: 'asked for it',
  admin: 'by an admin',
}

function suppressedWords(suppressed: BounceOverview['suppressed']): string {
  if (suppressed.length === 0) return 'no address'
  return suppressed
    .map(({ reason, addresses }) => `${exactCount(addresses)} ${reasonWords[reason] ?? reason}`)
    .join(', ')
}

function Kinds({ counts, kind }: { counts: BounceOverview['counts']; kind: BounceKind | undefined }) {
  if (counts.length === 0) return null
  const of = (one: BounceKind) => counts.find((count) => count.kind === one)?.bounces ?? 0
  const links = [
    { name: 'all', kind: undefined },
    ...bounceKinds.map((one) => ({ name: `${kindWords[one]} (${exactCount(of(one))})`, kind: one })),
  ]
  return (
    <ul class="settings-links" aria-label="Which are shown">
      {links.map((link) => (
        <li key={link.name}>
          <a
            href={routes.bounces(link.kind)}
            {...(link.kind === kind && { 'aria-current': 'page' as const })}
          >
            {link.name}
          </a>
        </li>
      ))}
    </ul>
  )
}

const stoppedWords: Record<string, string> = {
  bounced: 'stopped',
  complained: 'stopped after a complaint',
  asked: 'never written to, as its owner asked',
  admin: 'never written to, by an admin',
}

const sourceWords: Record<string, string> = {
  mailbox: 'from the mailbox',
  webhook: 'posted',
  command: 'from the command line',
  refusal: 'refused at once',
}

function Bounce({ bounce, now }: { bounce: ListedBounce; now: number }) {
  const { email, kind, proven, source, mail, mail_sent_at, status, detail, received_at, stopped } = bounce
  const about = mail === null ? '' : mail.startsWith('d') ? ', a digest' : ', a mail'
  return (
    <>
      <p>
        <strong>{email}</strong>{' '}
        {stopped === null ? <span class="quiet">gets mail</span> : (stoppedWords[stopped] ?? stopped)}
        <br />
        {kind}
        {status !== null && ` ${status}`}
        {detail !== null && `: ${detail}`}
        <br />
        <span class="quiet">
          <Moment at={received_at} now={now} /> {sourceWords[source] ?? source}
          {about}
          {mail_sent_at !== null && (
            <>
              {' '}
              sent <Moment at={mail_sent_at} now={now} />
            </>
          )}
          {proven === 0 && ', by nobody known: it counts as a soft one'}
        </span>
      </p>
      {(stopped === 'bounced' || stopped === 'complained') && (
        <form method="post" action={routes.releaseBounced()}>
          <input type="hidden" name="email" value={email} />
          <button class="button" type="submit">
            Allow again
          </button>
        </form>
      )}
    </>
  )
}
