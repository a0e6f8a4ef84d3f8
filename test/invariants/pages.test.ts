import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type TestApp, testApp } from '../support/app.ts'
import { assertKeepsContentPolicy, assertValidHtml } from '../support/html.ts'
import { paperRecord } from '../support/records.ts'
import { getRoutes } from './get-routes.ts'
import { read } from './source.ts'
import { assertNone } from './violations.ts'

const scriptBudget = 15 * 1024

const papers = [
  paperRecord({
    id: '2310.03059',
    title: 'A <b>Title</b> & "Quotes" with $\\alpha < \\beta$',
    abstract: 'One.\n\nTwo with $x^2$, </script> and &amp;.',
    categories: ['cs.CL', 'cs.LG'],
    published: '2025-12-04',
    links: [{ kind: 'code', url: 'https://example.org/code' }],
    entries: [{ day: '2025-12-05', place: 0, recordedVotes: 3, submittedBy: { name: 'ada' } }],
  }),
]

const stores: [string, 'filled' | 'sample', TestApp][] = [
  ['with papers', 'filled', await testApp({ records: papers })],
  ['that is empty, with the sample edition', 'sample', await testApp()],
]

for (const [store, state, app] of stores) {
  describe(`every GET route of a store ${store}`, () => {
    for (const { pattern, example, ...status } of getRoutes) {
      test(`${pattern} (${example})`, async () => {
        const response = await app.request(example)
        assert.equal(
          response.status,
          status[state],
          'a link on a page must lead somewhere or say what isn’t there',
        )
        const body = await response.text()
        if (!response.headers.get('content-type')?.startsWith('text/html')) return
        await assertValidHtml(body)
        assertKeepsContentPolicy(body)
      })
    }

    test('no page loads more than 15 KB of script', async () => {
      for (const { example } of getRoutes) {
        const weight = await scriptWeight(app, example)
        assert.ok(
          weight <= scriptBudget,
          `${example} loads ${weight} bytes (gz): slow where the network is slow`,
        )
      }
    })
  })
}

test('every address that the site registers is requested here', () => {
  const registered = [...read('src/web/create-web.ts').matchAll(/\bapp\.get\('([^']+)'/g)].map(
    ([, path = '']) => path,
  )
  assert.ok(registered.length > 10, 'create-web.ts no longer registers its addresses by app.get(…)')
  const examples = getRoutes.map(({ example }) => example.replace(/\?.*/, ''))
  const found = registered.filter((path) => !examples.some((example) => patternOf(path).test(example)))
  assertNone(found, 'An address that no test asks for breaks unseen; add it to get-routes.ts:')
})

/** Hono's pattern as a regular expression: `:name`, `:name{expression}` and `*`. */
function patternOf(path: string): RegExp {
  const source = path.replace(/:\w+\{(.+?)\}(?=\/|$)|:\w+|\*|\./g, (part, expression?: string) => {
    if (expression !== undefined) return expression
    if (part === '*') return '.+'
    return part === '.' ? '\\.' : '[^/]+'
  })
  return new RegExp(`^${source}$`)
}

/** Bytes of all scripts that a page loads, each compressed. */
async function scriptWeight(app: TestApp, path: string): Promise<number> {
  const response = await app.request(path)
  if (!response.headers.get('content-type')?.startsWith('text/html')) return 0
  const html = await response.text()
  const addresses = [...html.matchAll(/<script\b[^>]*\ssrc="([^"]+)"/g)].map(([, address = '']) => address)
  const sizes = addresses.map(async (address) => {
    const script = await app.request(address)
    assert.equal(script.status, 200, `${path} loads ${address}, which isn’t there`)
    return gzipSync(await script.text()).length
  })
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
