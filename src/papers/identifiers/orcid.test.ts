import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseOrcid } from './orcid.ts'

const cases: [string, string | null][] = [
  ['0000-0002-1825-0097', '0000-0002-1825-0097'],
  ['https://orcid.org/0000-0002-1694-233X', '0000-0002-1694-233X'],
  [' http://orcid.org/0000-0002-1694-233x/ ', '0000-0002-1694-233X'],
  ['0000-0002-1825-0098', null],
  ['0000000218250097', null],
  ['https://evil.example/0000-0002-1825-0097', null],
  ['', null],
]
for (const [text, orcid] of cases)
  test(`${JSON.stringify(text)}: ${orcid}`, () => assert.equal(parseOrcid(text), orcid))
