import { AccountPage } from '../views/account-page.tsx'
import type { Site } from '../views/site.ts'

export interface MailSentPageProps {
  site: Site
  /** What the mail brings, after “If …, a mail is on its way”. */
  says: string
  /** No server takes this site's mail: it waits. */
  waits: boolean
}

/** The same for members and for nobody. */
export function MailSentPage({ site, says, waits }: MailSentPageProps) {
  return (
    <AccountPage site={site} title="Look into your mail">
      <p>{says}</p>
      {waits ? (
        <p>This site can’t send mail yet: whoever runs it sees the mail and can hand you its link.</p>
      ) : (
        <p>It takes a minute at most. If nothing comes, look where your mail program keeps spam.</p>
      )}
    </AccountPage>
  )
}
