import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { clientCalls, clientShapes } from '../../tools/generated-client.ts'
import { cliDocument, configurationDocument, permissionsDocument } from '../../tools/generated-docs.ts'
import { filesIn, read, root } from './source.ts'
import { assertNone } from './violations.ts'

describe('documents that the code writes', () => {
  const again = 'is not what the code says; run `npm run docs` and look at the difference'

  test('every setting is in docs/configuration.md', () => {
    assert.equal(read('docs/configuration.md'), configurationDocument(), `docs/configuration.md ${again}`)
  })

  test('every command and option is in docs/cli.md', () => {
    assert.equal(read('docs/cli.md'), cliDocument(), `docs/cli.md ${again}`)
  })

  test('what each role may do is in docs/permissions.md', () => {
    assert.equal(read('docs/permissions.md'), permissionsDocument(), `docs/permissions.md ${again}`)
  })

  test('the client has the calls and shapes of the API', () => {
    const client = 'is not what the API says; run `npm run client` and look at the difference'
    assert.equal(
      read('src/client/generated/shapes.ts'),
      clientShapes(),
      `src/client/generated/shapes.ts ${client}`,
    )
    assert.equal(
      read('src/client/generated/calls.ts'),
      clientCalls(),
      `src/client/generated/calls.ts ${client}`,
    )
  })
})

describe('ARCHITECTURE.md', () => {
  test('describes each folder of src', () => {
    const text = read('ARCHITECTURE.md')
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    )
    const found = folders.map(({ name }) => name).filter((name) => !new RegExp(`\\b${name}/`).test(text))
    assertNone(found, 'A newcomer finds out there what a folder is for; these are missing:')
  })
})

describe('STYLE.md', () => {
  const rules = read('STYLE.md')
    .split(/^\*\*(?=\d+\.)/m)
    .slice(1)

  test('has at most 20 rules', () => assert.ok(rules.length <= 20, 'nobody keeps more than 20 rules in mind'))

  test('shows a good and a bad line with each', () => {
    const found = rules
      .filter((rule) => !/\bgood\b/.test(rule) || !/\bbad\b/.test(rule))
      .map((rule) => rule.slice(0, 60))
    assertNone(found, 'Taste is learned from pairs; these rules have none:')
  })
})

describe('links between documents', () => {
  const documents = [
    ...filesIn(['docs'], ['.md']),
    ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ]

  test('name files that exist', () => {
    const found = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(root, path, '..', target)))
        .map((target) => `${path} links to ${target}`),
    )
    assertNone(found, 'A dead link costs each reader a search:')
  })

  test('name source files that exist', () => {
    const named = /`((?:src|test|tools|docs|bench|migrations|bin)\/[\w./-]+\.(?:tsx?|md|sql|css))`/g
    const found = documents
      .filter((path) => !path.startsWith('CHANGELOG'))
      .flatMap((path) =>
        [...read(path).matchAll(named)]
          .map(([, target = '']) => target)
          .filter((target) => !/NAME|NNNN/.test(target) && !existsSync(join(root, target)))
          .map((target) => `${path} names ${target}`),
      )
    assertNone(found, 'A document that names a file which moved misleads; mend it:')
  })
})

test('decisions are numbered without gaps, and each says context, decision and consequences', () => {
  const names = readdirSync(join(root, 'docs/decisions')).sort()
  assert.deepEqual(
    names.map((name) => Number(name.slice(0, 4))),
    names.map((_, i) => i + 1),
  )
  const found = names.filter((name) => {
    const text = read(`docs/decisions/${name}`)
    return !['**Context.**', '**Decision.**', '**Consequences.**'].every((part) => text.includes(part))
  })
  assertNone(found, 'A decision without its reasons is taken again every year:')
})
