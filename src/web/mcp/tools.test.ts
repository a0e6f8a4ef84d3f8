import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { packageRoot } from '../../package-root.ts'
import { prompts } from './prompts.ts'
import { tools } from './tools.ts'

describe('docs/mcp.md', () => {
  const text = readFileSync(join(packageRoot, 'docs/mcp.md'), 'utf8')

  test('names each tool with its title and what it needs', () => {
    const rows = [
      ...text.matchAll(
        /^\| `([a-z_]+)` \| (.+) \| (nothing|a token with the scope `\1`|a token without scopes) \|$/gm,
      ),
    ]
    const told = rows.map(([, name, title, needs]) => ({ name, title, reads: needs === 'nothing' }))
    assert.deepEqual(
      told,
      tools.map(({ name, title, kind }) => ({ name, title, reads: kind === 'reads' })),
    )
  })

  test('names each prompt', () => {
    for (const { name } of prompts) assert.match(text, new RegExp(`\`${name}\``))
  })
})

test('names of tools are of letters and _, as all clients take them', () => {
  for (const { name } of tools) assert.match(name, /^[a-z]+(_[a-z]+)*$/)
})
