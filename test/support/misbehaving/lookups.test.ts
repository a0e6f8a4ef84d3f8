// The program’s own look-ups find what the generated indexes know.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { PaperRecord } from '../../../src/papers/paper.ts'
import { crossrefLookup } from '../../../src/sources/lookups/crossref.ts'
import { githubLookup } from '../../../src/sources/lookups/github.ts'
import { openAlexLookup } from '../../../src/sources/lookups/openalex.ts'
import { semanticScholarLookup } from '../../../src/sources/lookups/semantic-scholar.ts'
import type { KnownPaper, Lookup } from '../../../src/sources/protocol.ts'
import type { GeneratedPaper } from './generated-paper.ts'
import { answerTo } from './harvest-loop.ts'
import { type MisbehavingServer, startMisbehavingServer } from './start.ts'
import { citationsIn, starsOf } from './world.ts'

let server: MisbehavingServer
const url = (name: string): string => server.settings[name] ?? ''
before(async () => {
  server = await startMisbehavingServer({ seed: 3, records: 700 })
})
after(() => server.close())

const known = (papers: GeneratedPaper[]): KnownPaper[] =>
  papers.map(({ id, doi, code }) => ({ id, ...(doi ? { doi } : {}), code: code ? [code] : [] }))

async function lookedUp(lookup: Lookup, papers: GeneratedPaper[]): Promise<Map<string, PaperRecord>> {
  const askable = known(papers).filter((paper) => lookup.canAsk(paper))
  assert.ok(askable.length > 0)
  const said = new Map<string, PaperRecord>()
  for (let at = 0; at < askable.length; at += lookup.most) {
    const some = askable.slice(at, at + lookup.most)
    for (const record of lookup.read(await answerTo(lookup.ask(some)), some)) said.set(record.id, record)
  }
  return said
}

test('OpenAlex', async () => {
  const said = await lookedUp(openAlexLookup({ url: url('OPENALEX_URL') }), server.records)
  for (const { id, doi } of server.records) {
    const counts = [`10.48550/arxiv.${id}`, ...(doi ? [doi] : [])]
      .map((name) => citationsIn('openalex', server.world.seed, name))
      .filter((count) => count !== null)
    assert.equal(said.get(id)?.citations, counts.length > 0 ? Math.max(...counts) : undefined)
  }
})

test('Semantic Scholar', async () => {
  const said = await lookedUp(semanticScholarLookup({ url: url('SEMANTIC_SCHOLAR_URL') }), server.records)
  for (const { id } of server.records)
    assert.equal(said.get(id)?.citations ?? null, citationsIn('semantic-scholar', server.world.seed, id))
})

test('Crossref', async () => {
  const published = server.records.filter(({ doi }) => doi !== undefined)
  const said = await lookedUp(crossrefLookup({ url: url('CROSSREF_URL') }), published)
  for (const { id, doi = '' } of published)
    assert.equal(said.get(id)?.citations ?? null, citationsIn('crossref', server.world.seed, doi))
})

test('GitHub', async () => {
  const coded = server.records.filter(({ code }) => code !== undefined).slice(0, 30)
  const said = await lookedUp(githubLookup({ url: url('GITHUB_API_URL') }), coded)
  for (const { id, code = '' } of coded) {
    const stars = starsOf(server.world.seed, code.slice('https://github.com/'.length))
    assert.equal(said.get(id)?.links[0]?.stars ?? null, stars)
  }
})
