import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  answerOf,
  assertTrouble,
  jsonAnswer,
  mutatedJson,
  unlessTrouble,
} from '../recorded-answers.fixture.ts'
import { githubLookup } from './github.ts'

const lookup = githubLookup({ url: 'https://api.github.com', apiKey: 'key' })
const paper = (...code: string[]) => ({ id: '2401.00001', code })
const repository = 'https://github.com/Example/some.code'

describe('asking', () => {
  const cases: [address: string, path: string | undefined][] = [
    [repository, 'Example/some.code'],
    ['http://www.github.com/example/code.git', 'example/code'],
    ['https://github.com/example/code/tree/main/x?y#z', 'example/code'],
    [' https://github.com/example/code ', 'example/code'],
    ['https://github.com/example', undefined],
    ['https://github.com/example/..', undefined],
    ['https://github.com/topics/papers', undefined],
    ['https://github.com/../x', undefined],
    ['https://gist.github.com/example/0123', undefined],
    ['https://github.com.evil.example/example/code', undefined],
    ['https://gitlab.com/example/code', undefined],
  ]
  for (const [address, path] of cases) {
    test(address, () => {
      assert.equal(lookup.canAsk(paper(address)), path !== undefined)
      if (path) assert.equal(lookup.ask([paper(address)]).url, `https://api.github.com/repos/${path}`)
    })
  }
  test('with the key, about the first repository', () => {
    const { url, headers } = lookup.ask([
      paper('https://gitlab.com/a/b', repository, 'https://github.com/c/d'),
    ])
    assert.equal(url, 'https://api.github.com/repos/Example/some.code')
    assert.equal(headers?.authorization, 'Bearer key')
    assert.equal(
      githubLookup({ url: 'https://a.example' }).ask([paper(repository)]).headers?.authorization,
      undefined,
    )
    assert.equal(lookup.most, 1)
  })
})

describe('what it says', () => {
  test('stars, under the address that the paper has', () => {
    const answer = jsonAnswer({ full_name: 'New/name', stargazers_count: 42 })
    const [record] = lookup.read(answer, [paper(repository)])
    assert.deepEqual(record?.links, [{ kind: 'code', url: repository, stars: 42 }])
    assert.deepEqual([record?.id, record?.title], ['2401.00001', ''])
  })
  test('nothing of what is gone', () => {
    for (const status of [404, 410, 451]) {
      assert.deepEqual(lookup.read(jsonAnswer({ message: 'Not Found' }, status), [paper(repository)]), [])
    }
    assert.deepEqual(lookup.read(jsonAnswer({}), []), [])
  })
  test('troubles', () => {
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '1772625690',
      date: 'Wed, 04 Mar 2026 12:00:00 GMT',
    }
    const limited = answerOf('{"message":"API rate limit exceeded"}', { status: 403, headers })
    assertTrouble(() => lookup.read(limited, [paper(repository)]), 'busy', /rate limit exceeded/)
    assert.throws(() => lookup.read(limited, [paper(repository)]), { retryAfterMs: 90_000 })
    assertTrouble(() => lookup.read(jsonAnswer({}, 401), [paper(repository)]), 'refused', /401/)
    assertTrouble(() => lookup.read(jsonAnswer({}), [paper(repository)]), 'garbled', /number of stars/)
    assertTrouble(
      () => lookup.read(jsonAnswer({ stargazers_count: -1 }), [paper(repository)]),
      'garbled',
      /stars/,
    )
    assertTrouble(() => lookup.read(answerOf(''), [paper(repository)]), 'garbled', /nothing/)
  })
})

test('no damage makes it throw anything else', () => {
  fc.assert(
    fc.property(mutatedJson({ full_name: 'a/b', stargazers_count: 7 }), fc.webUrl(), (text, address) => {
      unlessTrouble(() => lookup.read(answerOf(text), [paper(repository)]))
      lookup.ask([paper(address)])
    }),
  )
})
