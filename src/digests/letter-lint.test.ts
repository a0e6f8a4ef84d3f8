import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { aSubscriber, digestParts, edition } from '../../test/support/digests.ts'
import { aListedPaper } from '../../test/support/listed-papers.ts'
import { assertGoodMail } from '../../test/support/mail-lint.ts'
import { mailServer } from '../../test/support/mail-server.ts'
import { noPython, readByPython } from '../../test/support/python-mail.ts'
import { fill } from '../../test/support/records.ts'
import { siteOver } from '../../test/support/site.ts'
import { dateLanguages } from './date-language.ts'
import { digestAddresses } from './digest-addresses.ts'
import { type LetterFacts, writeLetter } from './letter.ts'
import { letterHtml } from './letter-html.ts'
import { letterText } from './letter-text.ts'
import { sendDueDigests } from './send-digests.ts'

const site = 'https://papers.example.org'

const letterOf = (facts: Partial<LetterFacts> = {}) =>
  writeLetter({
    ...{ siteName: 'Daily & Papers', addresses: digestAddresses(site), period: 'daily', day: '2025-10-29' },
    ...{ taste: { categories: ['cs'], keywords: ['breakfast'] }, preferences: `${site}/subscriptions/x` },
    papers: Array.from({ length: 20 }, (_, at) => ({
      paper: aListedPaper({ title: `Paper <${at}>` }),
      rank: at + 1,
      ...(at > 17 && { reason: [{ kind: 'author' as const, label: 'Ada <Example>' }] }),
    })),
    ...facts,
  })

test('a letter is made of what mail programs know, whatever its language', async () => {
  for (const { tag } of dateLanguages)
    await assertGoodMail(letterHtml(letterOf({ taste: { categories: [], keywords: [], language: tag } })))
  await assertGoodMail(letterHtml(letterOf({ period: 'weekly' })))
})

test('its text says all that its HTML says', () => {
  const letter = letterOf()
  const [html, text] = [letterHtml(letter), letterText(letter).replace(/\s+/g, ' ')]
  const body = html.replace(/^[\s\S]*?<table/, '<table')
  const said = [...body.matchAll(/>([^<>]*[^<>\s·][^<>]*)</g)].map(([, words = '']) =>
    unescaped(words).trim(),
  )
  assert.ok(said.length > 100)
  const missing = said
    .flatMap((words) => words.split('·'))
    .filter((words) => !text.toLowerCase().includes(words.trim().toLowerCase()))
  assert.deepEqual([...new Set(missing)], ['Read on'])
  // A discussion is on the page of its paper.
  const links = [...new Set([...html.matchAll(/href="([^"]*)"/g)].map(([, url = '']) => unescaped(url)))]
  assert.deepEqual(
    links
      .filter((url) => !text.includes(`${url.replace(/\/comments$/, '')} `))
      .map((url) => url.slice(site.length)),
    [],
  )
  assert.ok(
    letterText(letter)
      .split('\n')
      .every((line) => line.length <= 72 || line.startsWith('http')),
  )
})

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

eachDatabase('a digest that was sent', (open) => {
  async function sent() {
    const [db, server] = [await open(), await mailServer()]
    const title =
      'Größe, 数学 and $\\alpha$: a title that is longer than any line of a mail may be, so that it is folded'
    await fill(db, [
      ...edition('2026-03-02', 1),
      ...edition('2026-03-03', 3, { title, categories: ['cs.CL', 'math.CO'] }),
    ])
    await aSubscriber(db, 'ada@example.org', { language: 'ja', categories: ['cs'] })
    const settings = { SMTP_URL: server.url, MAIL_FROM: 'Daily Papers <papers@example.org>' }
    await sendDueDigests(digestParts(db, '2026-03-04T12:00:00.000Z', settings))
    const [raw] = server.raw
    assert.ok(raw)
    return { db, raw, title }
  }

  test('is well-formed to another parser, and in the language that was chosen', {
    skip: noPython,
  }, async () => {
    const { raw, title } = await sent()
    const { headers, parts } = readByPython(raw)
    assert.deepEqual(
      parts.map(({ type, charset, defects }) => [type, charset, defects]),
      [
        ['multipart/alternative', null, []],
        ['text/plain', 'utf-8', []],
        ['text/html', 'utf-8', []],
      ],
    )
    assert.equal(
      new Map(headers).get('Subject'),
      `3 papers for 3月3日: ${title}`.slice(0, 139).trimEnd() + (title.length > 125 ? '…' : ''),
    )
    const names = headers.map(([name]) => name.toLowerCase())
    assert.equal(new Set(names).size, names.length, 'no header comes twice')
    const [, text, html] = parts
    assert.match(text?.text ?? '', /2026年3月3日火曜日/)
    assert.match(html?.text ?? '', /<span lang="ja">2026年3月3日火曜日<\/span>/)
    assert.ok(
      String(raw)
        .split('\r\n')
        .every((line) => line.length <= 998 && /^[\x20-\x7e\t]*$/.test(line)),
    )
    await assertGoodMail((html?.text ?? '').replaceAll('\r\n', '\n'))
  })

  test('leads only to pages that are there', { skip: noPython }, async () => {
    const { db, raw } = await sent()
    const { headers, parts } = readByPython(raw)
    const all = [...headers.map(([, value]) => value), ...parts.map(({ text }) => text ?? '')].join('\n')
    const links = new Set(
      [...all.replaceAll('&amp;', '&').matchAll(/http:\/\/[^\s"<>]+/g)].map(([url]) => url),
    )
    assert.ok(links.size >= 8, [...links].join(' '))
    const app = siteOver(db)
    for (const url of links) {
      const { status } = await app.request(url, { headers: { host: '127.0.0.1:8080' } })
      assert.equal(status, 200, url)
    }
  })
})
