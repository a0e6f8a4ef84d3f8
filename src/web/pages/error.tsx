import { routes } from '../routes.ts'
import { Layout } from '../views/layout.tsx'
import type { ErrorPageProps } from './page-props.ts'

interface Explanation {
  title: string
  /** What to do next. */
  next: string
}

const explanations: Record<number, Explanation> = {
  400: {
    title: 'This address can’t be understood',
    next: 'Check it for a slip, or start from one of these:',
  },
  403: { title: 'This isn’t allowed', next: 'What everyone may read:' },
  404: { title: 'Not found', next: 'Try one of these:' },
  405: { title: 'This can’t be done here', next: 'Go back, or start from one of these:' },
  409: { title: 'This clashes with something that is there', next: 'Load the page again and look, or see:' },
  421: {
    title: 'This server doesn’t answer to that name',
    next: 'Open the site by its own address.',
  },
  422: { title: 'Something in the form isn’t right', next: 'Go back, mend it and send it again.' },
  429: { title: 'Too many requests', next: 'Wait a moment, then load the page again.' },
  503: { title: 'Not ready yet', next: 'Wait a moment, then load the page again.' },
}

const bug: Explanation = {
  title: 'Something went wrong here',
  next: 'The fault is ours. Load the page again; if it stays, tell who runs this site. Meanwhile:',
}

/** A refusal or a fault in plain words, and what to do next. */
export function ErrorPage({ site, status, message, requestId, back, signIn }: ErrorPageProps) {
  const { title, next } = explanations[status] ?? (status < 500 ? (explanations[400] ?? bug) : bug)
  return (
    <Layout site={site} head={{ title, description: message }}>
      <div class="prose">
        <p class="quiet">Error {status}</p>
        <h1>{title}</h1>
        <p>{message}</p>
        {signIn !== undefined && (
          <p>
            <a href={signIn}>Sign in</a> and go on from there.
          </p>
        )}
        {back !== undefined && (
          <p>
            <a href={back}>Back to where you were</a>
          </p>
        )}
        <p>{next}</p>
        {status !== 421 && (
          <ul>
            <li>
              <a href={routes.front()}>Today’s papers</a>
            </li>
            <li>
              <a href={routes.trending()}>Trending papers</a>
            </li>
            <li>
              <a href={routes.newest()}>All new papers</a>
            </li>
          </ul>
        )}
        {requestId && (
          <p class="quiet">
            Name this number when you report it: <code>{requestId}</code>
          </p>
        )}
      </div>
    </Layout>
  )
}
