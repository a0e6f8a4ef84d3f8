import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { endpoint } from './endpoint.ts'

const cases: [base: string, path: string, whole: string][] = [
  ['https://api.openalex.org', '/works', 'https://api.openalex.org/works'],
  ['https://api.openalex.org/', '/works?a=1', 'https://api.openalex.org/works?a=1'],
  ['https://api.openalex.org//', 'works', 'https://api.openalex.org/works'],
  ['https://api.openalex.org/works/', '/works', 'https://api.openalex.org/works'],
  ['https://s2.org/graph/v1', '/graph/v1/paper/batch', 'https://s2.org/graph/v1/paper/batch'],
  ['https://s2.org/graph/v1/', '/graph/v1/paper/batch', 'https://s2.org/graph/v1/paper/batch'],
  ['https://s2.org/graph', '/graph/v1/paper/batch', 'https://s2.org/graph/v1/paper/batch'],
  ['https://s2.org', '/graph/v1/paper/batch', 'https://s2.org/graph/v1/paper/batch'],
  ['https://proxy.example/s2/graph/v1', '/graph/v1/a', 'https://proxy.example/s2/graph/v1/a'],
  ['https://proxy.example/graph/s2', '/graph/a', 'https://proxy.example/graph/s2/graph/a'],
  ['https://works', '/works', 'https://works/works'],
  ['http://localhost:8080/?key=a', '/works?b=c', 'http://localhost:8080/works?key=a&b=c'],
  ['https://a.example/x?key=a#part', '/y', 'https://a.example/x/y?key=a'],
  ['https://a.example', '', 'https://a.example'],
]
for (const [base, path, whole] of cases) {
  test(`${base} and ${path}`, () => assert.equal(endpoint(base, path), whole))
}

test('what was joined stays as it is when joined again', () => {
  const path = fc
    .array(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 4 })
    .map((parts) => `/${parts.join('/')}`)
  fc.assert(
    fc.property(path, path, (first, second) => {
      const once = endpoint(`https://a.example${first}`, second)
      assert.ok(once.startsWith(`https://a.example${first}`) && once.endsWith(second))
      assert.equal(endpoint(once, second), once)
    }),
  )
})
