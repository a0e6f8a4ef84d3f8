// The document by itself: valid, whole, and the same as what the site does.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { permissions } from '../../accounts/permissions.ts'
import type { WebDependencies } from '../environment.ts'
import { openApiDocument } from './openapi.ts'
import { operationsOf } from './operations.ts'

const operations = operationsOf({} as WebDependencies)
const document = openApiDocument(operations, {
  title: 'Papers',
  version: '1.2.3',
  base: 'https://papers.example',
})

test('is an OpenAPI 3.1 document, as a validator says', async () => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate({ ...structuredClone(document) })
  assert.ok(valid, JSON.stringify(errors))
  assert.equal(validator.version, '3.1')
  const wrong = await new Validator().validate({ ...structuredClone(document), paths: { x: 1 } })
  assert.equal(wrong.valid, false, 'what is looked for would be found')
})

test('describes each operation once, with its parameters in its path', () => {
  const ids = operations.map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
  assert.equal(new Set(operations.map(({ method, path }) => `${method} ${path}`)).size, ids.length)
  for (const { path, parameters } of operations) {
    const inPath = Object.entries(parameters).filter(([, { in: place }]) => place === 'path')
    assert.deepEqual(
      inPath.map(([name]) => name),
      [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      path,
    )
  }
})

test('each shape that is referred to is there, and each is referred to', () => {
  const text = JSON.stringify(document)
  const named = Object.keys(document.components.schemas)
  const meant = new Set([...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name = '']) => name))
  assert.deepEqual([...meant].sort(), named.sort())
})

test('schemas are right by their own standard', () => {
  const ajv = new Ajv2020({ strict: true, strictRequired: true })
  ajv.addVocabulary(['components'])
  const { schemas } = document.components
  for (const [name, schema] of Object.entries(schemas))
    assert.doesNotThrow(() => ajv.compile({ ...schema, components: { schemas } }), name)
})

test('reads take a token or none; what changes something says which permission and scope it needs', () => {
  for (const { method, needs, path } of operations) {
    assert.equal(method === 'GET', needs === undefined, path)
    const { security } = (document.paths[path]?.[method.toLowerCase()] ?? {}) as { security?: object[] }
    const withoutToken = needs === undefined ? [{}] : []
    assert.deepEqual(security, [...withoutToken, { token: [] }], `${method} ${path}`)
    if (needs === undefined) continue
    const { scope } = permissions[needs]
    assert.equal(JSON.stringify(document.paths[path]).includes(`"x-scope":"${scope}"`), true, path)
  }
})

const samples = join(import.meta.dirname, '../../../../shared/samples/hf/daily')
const skip = existsSync(samples) ? false : 'the recorded answers are not beside the project'

test('recorded answers of the well-known API fit it, but for keys that came later and addresses without a host', {
  skip,
}, () => {
  const { schemas } = document.components
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  const fits = ajv.compile({ ...schemas.DailyItem, components: { schemas } })
  const names = readdirSync(samples).filter((name) => name.endsWith('.json'))
  assert.ok(names.length > 0)
  const problems = new Set<string>()
  for (const name of names) {
    for (const item of JSON.parse(readFileSync(join(samples, name), 'utf8')) as object[]) {
      if (fits(item)) continue
      for (const { instancePath, message } of fits.errors ?? [])
        problems.add(`${instancePath.replace(/\/\d+/g, '/n')} ${message}`)
    }
  }
  const later =
    /must have required property '(user|name|isHfAdmin|isAuthorParticipating|thumbnail|_id|avatar|summary)'$|avatarUrl must match/
  assert.deepEqual(
    [...problems].filter((problem) => !later.test(problem)),
    [],
  )
})
