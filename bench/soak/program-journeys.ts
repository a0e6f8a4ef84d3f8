// What programs do: they read and write by the API with a token, as agents by MCP, and follow feeds.

import assert from 'node:assert/strict'
import { ApiError, type Client, createClient } from '../../src/client/client.ts'
import { routes } from '../../src/web/routes.ts'
import { answered, patiently } from '../../test/support/journey/patience.ts'
import { signIn } from '../../test/support/journey/steps.ts'
import { answerOf, connectAgent } from '../../test/support/mcp.ts'
import { type Journey, patienceAt, type Visit } from './journey-people.ts'
import { hasToken, isComment, isVote } from './journey-queries.ts'
import type { JourneySite } from './journey-site.ts'

/** Reads, votes, comments, replies, and takes a vote back. */
export const api: Journey = async (site, visit) => {
  const { stage, ledger, papers } = site
  const token = await makeToken(site, visit, 'pia')
  const client = createClient(stage.url, { token, fetch: answered, retries: 0 })
  const ask = <T>(call: () => Promise<T>) => patiently(patienceAt(site), call)
  const paperOf = (at: number) => papers[(visit.round * 2 + at) % papers.length] ?? ''
  const [kept, dropped] = [paperOf(0), paperOf(1)]

  for (const id of [kept, dropped]) assert.equal((await ask(() => client.upvotePaper(id))).upvoted, true)
  assert.equal((await ask(() => client.takeBackUpvote(dropped))).upvoted, false)
  ledger.keep(`the vote of pia for ${kept}`, (db) => isVote(db, 'pia', kept))
  ledger.keep(`that pia took back a vote for ${dropped}`, (db) => isVote(db, 'pia', dropped, false))

  const text = `A program says ${visit.round} here.`
  const said = await ask(() => sayOnce(client, kept, text))
  const answer = `And it answers ${visit.round} itself.`
  const answeredId = await ask(() => sayOnce(client, kept, answer, said))
  ledger.keep(`a comment of pia`, (db) => isComment(db, said, text))
  ledger.keep(`a reply of pia`, (db) => isComment(db, answeredId, answer))

  const read = await ask(() => client.getPaper(kept, { field: 'comments' }))
  assert.ok((read.comments ?? []).some(({ id }) => id === said))
  const { title } = read
  const found = await ask(() => client.searchPapers({ q: `"${title}"`, mode: 'lexical' }))
  assert.ok(found.length > 0, `nothing is found for ${title}`)
  assert.ok((await ask(() => client.listSimilarPapers(kept))).length > 0)
  await ask(() => client.getPaperRepositories(kept))
  await ask(async () => client.listDailyPapers({ date: '2026-03-03', limit: 10 }))
}

/** Without an answer it may have been said: then the site says that it was, and it is looked up. */
async function sayOnce(client: Client, id: string, text: string, to?: string): Promise<string> {
  try {
    const body = { comment: text }
    const { newMessage } = await (to === undefined
      ? client.commentOnPaper(id, body)
      : client.replyToComment(id, to, body))
    return newMessage.id
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409) throw error
    const { comments = [] } = await client.getPaper(id, { field: 'comments' })
    const said = comments.find(({ data }) => data.latest.raw === text)
    assert.ok(said, error.message)
    return said.id
  }
}

/** Finds, reads and writes as an agent, by both protocols in turn. */
export const agent: Journey = async (site, visit) => {
  const { stage, ledger, papers } = site
  const token = await makeToken(site, visit, 'mia')
  const ask = <T>(call: () => Promise<T>) => patiently(patienceAt(site), call)
  const options = { token, modern: visit.round % 2 === 1, fetch: answered }
  const client = await ask(() => connectAgent(new URL(routes.mcp(), stage.url), options))
  try {
    const id = papers[visit.round % papers.length] ?? ''
    assert.ok((await ask(() => client.listTools())).tools.length > 10)
    const { text: read } = await ask(() => answerOf(client, 'read_paper', { id }))
    assert.match(read, /^> # /m)
    const { data: found } = await ask(() => answerOf(client, 'search_papers', { query: 'network', limit: 5 }))
    assert.ok(Array.isArray(found.papers) && found.papers.length > 0)
    await ask(() => answerOf(client, 'similar_papers', { id }))
    const { data: voted } = await ask(() => answerOf(client, 'vote', { id }))
    assert.equal(voted.voted, true)
    ledger.keep(`the vote of mia for ${id}`, (db) => isVote(db, 'mia', id))
    const text = `An agent says ${visit.round} here.`
    const said = await patiently(patienceAt(site), async (again) => {
      const { data } = await answerOf(client, 'read_comments', { id })
      const before = (data.comments as { id: string; body?: string }[]).find(({ body }) => body === text)
      if (again && before) return before.id
      return (await answerOf(client, 'comment', { id, text })).data.comment as string
    })
    ledger.keep(`a comment of mia`, (db) => isComment(db, said, text))
  } finally {
    await client.close()
  }
}

const feedsOf = (paper: string) => [
  ...[routes.feed(routes.trending(), 'rss'), routes.feed(routes.newest(), 'atom')],
  ...[routes.feed(routes.day('2026-03-03'), 'json'), routes.feed(routes.discussion(paper), 'atom')],
  ...[routes.feed(routes.searchList({ q: 'network' }), 'atom'), routes.sitemap(), routes.llms()],
]

/** A reader of feeds is told when nothing is new. */
export const feeds: Journey = async (site) => {
  for (const path of feedsOf(site.papers[0] ?? '')) {
    const ask = (etag?: string) =>
      patiently(patienceAt(site), async () => {
        const headers = etag === undefined ? {} : { 'if-none-match': etag }
        const answer = await answered(site.stage.url + path, { headers })
        return { status: answer.status, etag: answer.headers.get('etag'), text: await answer.text() }
      })
    const first = await ask()
    assert.equal(first.status, 200, path)
    assert.ok(first.text.length > 100, path)
    if (first.etag !== null) assert.ok([200, 304].includes((await ask(first.etag)).status), path)
  }
}

/** In the settings, at a browser. */
async function makeToken({ stage, ledger }: JourneySite, { round, newHand }: Visit, who: string) {
  const me = await newHand(round % 2 === 0)
  const purpose = `${who} ${round}`
  await signIn(me, stage, who)
  await me.open(stage.url + routes.tokens())
  await me.write('What it is for', purpose)
  await me.press('Make a token')
  const token = (await me.page.locator('.made code').textContent()) ?? ''
  ledger.keep(`the token ${purpose}`, (db) => hasToken(db, purpose))
  return token
}
