import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Client } from '@modelcontextprotocol/client'
import { listedDay as day, filledForAgents as filled } from '../../../test/support/agent-papers.ts'
import { eachDatabase } from '../../../test/support/database.ts'
import { agentSite } from '../../../test/support/mcp.ts'

eachDatabase('an agent', (open) => {
  test('may attach editions and papers as resources', async () => {
    const agent = await (await agentSite(await filled(await open()))).agent()
    const { resources } = await agent.listResources()
    assert.deepEqual(
      resources.slice(0, 3).map(({ uri }) => uri),
      ['broadsheet://today', `broadsheet://edition/${day}`, 'broadsheet://paper/2603.00001'],
    )
    for (const { uri } of resources) assert.match(await resourceText(agent, uri), /Rendering|Title: /)
    assert.match(
      await resourceText(agent, 'broadsheet://paper/arXiv%3Acs%2F0112017v1'),
      /^Title: Scheduling packets/,
    )
    for (const uri of [
      'broadsheet://paper/2401.99999',
      'broadsheet://edition/2099-01-01',
      'broadsheet://paper/%00',
      'broadsheet://x',
      'file:///etc/passwd',
    ]) {
      await assert.rejects(
        agent.readResource({ uri }),
        /not in the collection|still to come|not an id|not found/i,
      )
    }
    const complete = async (uri: string, name: string, value: string) =>
      (await agent.complete({ ref: { type: 'ref/resource', uri }, argument: { name, value } })).completion
        .values
    assert.deepEqual(await complete('broadsheet://paper/{+id}', 'id', 'cs/'), ['cs/0112017'])
    assert.deepEqual(await complete('broadsheet://paper/{+id}', 'id', 'folding'), ['2603.00003'])
    assert.deepEqual(await complete('broadsheet://edition/{date}', 'date', '2026-0'), [day])
    assert.deepEqual(await complete('broadsheet://edition/{date}', 'date', ''), [day])
    assert.deepEqual(await complete('broadsheet://paper/{+id}', 'id', '\0'), [])
  })

  test('may begin with a prompt that brings the papers', async () => {
    const agent = await (await agentSite(await filled(await open()))).agent()
    const prompt = async (name: string, asked: Record<string, string>) =>
      JSON.stringify((await agent.getPrompt({ name, arguments: asked })).messages)
    assert.match(await prompt('summarise_day', {}), /Summarise this edition.*Folding of proteins/)
    assert.match(
      await prompt('compare_papers', { ids: '2603.00001, cs/0112017' }),
      /Rendering German.*Scheduling/,
    )
    assert.match(await prompt('reading_list', { topic: 'proteins' }), /Folding of proteins/)
    await assert.rejects(prompt('compare_papers', { ids: '2603.00001' }), /must name 2 to 8 papers/)
    await assert.rejects(prompt('compare_papers', { ids: '2603.00001 2603.99999' }), /not in the collection/)
  })
})

async function resourceText(agent: Client, uri: string): Promise<string> {
  const [content] = (await agent.readResource({ uri })).contents
  assert.ok(content && 'text' in content)
  return content.text
}
