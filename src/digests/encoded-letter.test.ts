import assert from 'node:assert/strict'
import { test } from 'node:test'
import { simpleParser } from 'mailparser'
import { aListedPaper } from '../../test/support/listed-papers.ts'
import { digestAddresses } from './digest-addresses.ts'
import { createLetterShelf } from './encoded-letter.ts'

const facts = {
  ...{ siteName: 'Daily Papers', addresses: digestAddresses('https://papers.example') },
  ...{ period: 'daily' as const, day: '2026-03-03', taste: { categories: [], keywords: [] } },
  papers: [{ paper: aListedPaper({ id: '2603.03001', title: 'On naïve = signs, and “quotes”' }), rank: 1 }],
}

const addressOf = (reader: string) => `https://papers.example/subscriptions/${reader.repeat(50)}`

async function opened(parts: Buffer[]) {
  return Promise.all(parts.map(async (part) => await simpleParser(part, { skipTextToHtml: true })))
}

test('readers of the same letter get it encoded once, each with their own link', async () => {
  const letterOf = createLetterShelf()
  const letter = await letterOf(facts)
  assert.equal(await letterOf({ ...facts, papers: [...facts.papers] }), letter)
  for (const reader of ['a', 'Zb']) {
    const parts = letter.parts(addressOf(reader))
    for (const part of parts)
      for (const line of part.toString().split('\r\n')) assert.ok(line.length <= 76, line)
    const [text, html] = await opened(parts)
    assert.ok(text?.text?.includes(`\n${addressOf(reader)}\n`))
    assert.ok(String(html?.html).includes(`href="${addressOf(reader)}"`))
    for (const said of [text?.text, String(html?.html)]) {
      assert.match(said ?? '', /On naïve = signs, and “quotes”/)
      assert.equal((said ?? '').split('/subscriptions/').length, 2)
    }
  }
})

test('letters that say something else are letters of their own', async () => {
  const letterOf = createLetterShelf()
  const letter = await letterOf(facts)
  const others = [
    { ...facts, day: '2026-03-04' },
    { ...facts, taste: { categories: ['cs.CL'], keywords: [] } },
    { ...facts, papers: facts.papers.map((one) => ({ ...one, rank: 2 })) },
  ]
  for (const other of others) assert.notEqual(await letterOf(other), letter)
})
