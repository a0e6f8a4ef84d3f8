import { canGetMail } from '../../accounts/mail-address.ts'
import { roles } from '../../accounts/roles.ts'
import type { MemberTable } from '../../db/schema-people.ts'
import { routes } from '../routes.ts'
import { AccountPage } from '../views/account-page.tsx'
import { PaperDate } from '../views/paper-date.tsx'
import type { Site } from '../views/site.ts'
import type { Paging } from './page-props.ts'

export interface PeoplePageProps {
  site: Site
  members: MemberTable[]
  invitations: { token_hash: string; role: string; by: string | null; expires_at: number }[]
  paging: Paging
  /** Of a new invitation, which nobody sees again. */
  link?: string
  problem?: string
}

/** Everybody's role and state; invitations. For admins. */
export function PeoplePage({ site, members, invitations, paging, link, problem }: PeoplePageProps) {
  return (
    <AccountPage site={site} title="Members" problem={problem}>
      {link !== undefined && (
        <div class="made" role="status">
          <p>Pass this link on. It is shown only now, works once, and for two weeks:</p>
          <p>
            <code>{link}</code>
          </p>
        </div>
      )}
      <ul class="rows">
        {members.map((member) => (
          <li key={member.id}>
            <Member member={member} now={site.now} />
          </li>
        ))}
      </ul>
      <p>
        {paging.previous && <a href={paging.previous}>‹ Earlier in the alphabet</a>}{' '}
        {paging.next && <a href={paging.next}>Later in the alphabet ›</a>}
      </p>
      <p>
        <a href={routes.personLinks()}>Recorded people who are members</a>
      </p>
      <h2>Invite somebody</h2>
      <form class="form" method="post" action={routes.invite()}>
        <RoleField label="Their role" chosen="reader" />
        <button class="button" type="submit">
          Make a link
        </button>
      </form>
      <Invitations invitations={invitations} now={site.now} />
    </AccountPage>
  )
}

function Member({ member, now }: { member: MemberTable; now: number }) {
  const { name, email, role, state, created_at } = member
  return (
    <form method="post" action={routes.giveRole()}>
      <input type="hidden" name="name" value={name} />
      <p>
        <a href={routes.person(name)}>@{name}</a>{' '}
        <span class="quiet">{canGetMail(email) ? email : 'no mail address'}</span>
        <br />
        <span class="quiet">
          {state === 'active' ? '' : `${state}, `}since <PaperDate published={created_at} now={now} />
        </span>
      </p>
      <RoleField label={`Role of ${name}`} chosen={role} />
      <button class="button" type="submit" aria-label={`Save the role of ${name}`}>
        Save
      </button>
    </form>
  )
}

function RoleField({ label, chosen }: { label: string; chosen: string }) {
  return (
    <label>
      {label}{' '}
      <select name="role">
        {roles.map((each) => (
          <option key={each} value={each} selected={each === chosen}>
            {each}
          </option>
        ))}
      </select>
    </label>
  )
}

function Invitations({ invitations, now }: Pick<PeoplePageProps, 'invitations'> & { now: number }) {
  if (invitations.length === 0) return null
  return (
    <>
      <h2>Invitations that wait</h2>
      <ul class="rows">
        {invitations.map(({ token_hash, role, by, expires_at }) => (
          <li key={token_hash}>
            <form method="post" action={routes.invite()}>
              <input type="hidden" name="revoke" value={token_hash} />
              <p>
                For a {role}, by {by === null ? 'somebody who left' : `@${by}`}, until{' '}
                <PaperDate published={new Date(expires_at).toISOString()} now={now} />
              </p>
              <button class="button" type="submit">
                Take it back
              </button>
            </form>
          </li>
        ))}
      </ul>
    </>
  )
}
