// An agent before the built program, as its users start it: the library for agents is in the bundle, and the search has its encoder.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { temporaryFolder } from '../support/database.ts'
import { agentBefore, answerOf } from '../support/mcp.ts'
import { startSite } from '../support/program.ts'

/** The sample edition: real papers. Started here and not in a test, with whose end it would end. */
const site = await startSite(['--data', temporaryFolder()], { env: { SOURCES: '' } })

for (const modern of [false, true]) {
  test(`an agent finds a paper by its sense, reads it and its neighbours${modern ? ', by the new protocol' : ''}`, async () => {
    const agent = await agentBefore(new URL('/mcp', site.url), { modern })
    assert.ok((await agent.listTools()).tools.length > 10)
    const query = 'fitting huge networks into little RAM while they learn'
    const { data } = await answerOf(agent, 'search_papers', { query, mode: 'semantic', limit: 5 })
    const found = (data.papers as { id: string; title: string }[])[0]
    assert.equal(found?.title, 'On-Device Training Under 256KB Memory')
    const { text } = await answerOf(agent, 'read_paper', { id: found.id })
    assert.match(text, /^> # On-Device Training Under 256KB Memory$/m)
    const near = (await answerOf(agent, 'similar_papers', { id: found.id })).data.papers as {
      because: string[]
    }[]
    assert.equal(near.length, 6)
    assert.ok(near.some(({ because }) => because.length > 0))
  })
}
