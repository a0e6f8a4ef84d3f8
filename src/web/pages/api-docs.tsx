import type { Settings } from '../../config.ts'
import type { OpenApiDocument } from '../api/openapi.ts'
import { routes } from '../routes.ts'
import { CallDescription, type DescribedCall, NamedShape } from '../views/api-call.tsx'
import { Layout } from '../views/layout.tsx'
import type { Site } from '../views/site.ts'

export interface ApiDocsPageProps {
  site: Site
  document: OpenApiDocument
  /** How often programs may ask. */
  rate: Settings['API_RATE']
}

/** How programs ask this site: every call with what it takes and answers. */
export function ApiDocsPage({ site, document, rate }: ApiDocsPageProps) {
  const head = {
    title: 'API',
    description: `How programs read ${site.name}: every call with its parameters and answers.`,
    path: routes.apiDocs(),
  }
  const calls = callsOf(document)
  const shapes = Object.entries(document.components.schemas)
  const names = shapes.map(([name]) => name)
  return (
    <Layout site={site} head={head} section="about">
      <div class="prose api-docs">
        <h1>API</h1>
        <Introduction site={site} rate={rate} />
        <Contents calls={calls} />
        {[...Map.groupBy(calls, ({ tags: [tag = ''] }) => tag)].map(([tag, ofTag]) => (
          <section key={tag} aria-labelledby={`tag-${tag}`}>
            <h2 id={`tag-${tag}`}>{tag}</h2>
            {ofTag.map((call) => (
              <CallDescription key={call.operationId} call={call} base={site.publicUrl} names={names} />
            ))}
          </section>
        ))}
        <section aria-labelledby="shapes">
          <h2 id="shapes">Shapes</h2>
          <p>Keys with a question mark are absent where there is nothing to say.</p>
          {shapes.map(([name, schema]) => (
            <NamedShape key={name} name={name} schema={schema} names={names} />
          ))}
        </section>
      </div>
    </Layout>
  )
}

function Introduction({ site, rate }: Pick<ApiDocsPageProps, 'site' | 'rate'>) {
  return (
    <>
      <p>
        Everything that can be read here can be read by programs, as JSON. The shapes are those of the
        well-known Daily Papers site: a program made for that one works here when its host name is{' '}
        <code>{new URL(site.publicUrl).host}</code>. The same as a document for machines:{' '}
        <a href={routes.openApi()}>OpenAPI 3.1</a>.
      </p>
      <ul>
        <li>Reading needs no token, and pages of any site may do it.</li>
        <li>
          Writing takes <code>Authorization: Bearer …</code> with a token from your{' '}
          <a href={routes.tokens()}>settings</a>; a token may do what its member may, or less.
        </li>
        <li>
          {rate
            ? `At most ${rate.calls} calls in ${rate.seconds} seconds for each token and each address; the header RateLimit says how many are left.`
            : 'There is no limit of calls.'}
        </li>
        <li>
          A refusal is <code>{'{"error": "a sentence"}'}</code>, with <code>fields</code> where a part of the
          request is wrong.
        </li>
        <li>
          Answers carry an <code>ETag</code>: send it as <code>If-None-Match</code>, and what hasn’t changed
          costs nothing.
        </li>
      </ul>
    </>
  )
}

function Contents({ calls }: { calls: readonly DescribedCall[] }) {
  return (
    <nav aria-label="Calls">
      <ul class="api-calls">
        {calls.map(({ operationId, summary }) => (
          <li key={operationId}>
            <a href={`#${operationId}`}>{summary}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const callsOf = ({ paths }: OpenApiDocument): DescribedCall[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      ...(described as Omit<DescribedCall, 'path' | 'method'>),
      ...{ path, method: method.toUpperCase() },
    })),
  )
