import { type Scope, scopes } from '../../accounts/roles.ts'
import type { ApiTokenTable } from '../../db/schema-people.ts'
import { routes } from '../routes.ts'
import { AccountPage } from '../views/account-page.tsx'
import { PaperDate } from '../views/paper-date.tsx'
import { SettingsLinks } from '../views/settings-links.tsx'
import type { Site } from '../views/site.ts'

export interface TokensPageProps {
  site: Site
  tokens: ApiTokenTable[]
  /** A new one, which nobody sees again. */
  made?: string
  problem?: string
  /** What was typed and chosen. */
  typed?: TypedToken
}

interface TypedToken {
  name: string
  scopes: readonly Scope[]
}

const scopeWords: Record<Scope, string> = {
  read: 'read',
  vote: 'vote',
  comment: 'comment and react',
  submit: 'submit papers and claim them',
  curate: 'curate, where you may',
  moderate: 'moderate, where you may',
  admin: 'run the site, where you may',
}

/** For programs that act for their owner. */
export function TokensPage({ site, tokens, made, problem, typed }: TokensPageProps) {
  return (
    <AccountPage site={site} title="Tokens for programs" problem={problem}>
      <SettingsLinks here={routes.tokens()} />
      {made !== undefined && (
        <div class="made" role="status">
          <p>This is the new token. It is shown only now: keep it where your program finds it.</p>
          <p>
            <code>{made}</code>
          </p>
        </div>
      )}
      {tokens.length === 0 ? (
        <p>You have none. A program sends one as “Authorization: Bearer TOKEN” to act for you.</p>
      ) : (
        <ul class="rows">
          {tokens.map((token) => (
            <li key={token.id}>
              <Token token={token} now={site.now} />
            </li>
          ))}
        </ul>
      )}
      <h2>Make a token</h2>
      <NewToken {...(typed ?? { name: '', scopes: [] })} />
    </AccountPage>
  )
}

function NewToken({ name, scopes: chosen }: TypedToken) {
  return (
    <form class="form" method="post" action={routes.tokens()}>
      <label>
        What it is for
        <input name="name" type="text" required maxLength={80} value={name} autocomplete="off" />
        <small>So that you know which one to revoke.</small>
      </label>
      <fieldset>
        <legend>What it may do; nothing chosen: all that you may</legend>
        {scopes.map((scope) => (
          <label key={scope} class="choice">
            <input type="checkbox" name={`scope-${scope}`} value="on" checked={chosen.includes(scope)} />{' '}
            {scopeWords[scope]}
          </label>
        ))}
      </fieldset>
      <button class="button" type="submit">
        Make a token
      </button>
    </form>
  )
}

function Token({ token, now }: { token: ApiTokenTable; now: number }) {
  const { id, name, scopes: kept, created_at, last_used_at } = token
  const may = kept === null ? 'all that you may' : (JSON.parse(kept) as string[]).join(', ')
  return (
    <form method="post" action={routes.tokens()}>
      <input type="hidden" name="revoke" value={id} />
      <p>
        <strong>{name}</strong>: {may}
        <br />
        <span class="quiet">
          Made <PaperDate published={iso(created_at)} now={now} />,{' '}
          {last_used_at === null ? (
            'never used'
          ) : (
            <>
              used last <PaperDate published={iso(last_used_at)} now={now} />
            </>
          )}
        </span>
      </p>
      <button class="button" type="submit" aria-label={`Revoke ${name}`}>
        Revoke
      </button>
    </form>
  )
}

const iso = (ms: number) => new Date(ms).toISOString()
