import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { read } from '../../test/invariants/source.ts'
import { eachDatabase } from '../../test/support/database.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { Invalid } from '../errors.ts'
import { nameKey } from '../papers/recorded-person.ts'
import { likeness, likenessSql, readHandle } from './handles.ts'
import { isFreeName } from './member-queries.ts'

test('a handle is short, plain and nobody’s title', () => {
  for (const name of ['ada', 'Ada-Example', 'a1', '@ada'])
    assert.equal(readHandle(name), name.replace('@', ''))
  for (const name of [
    '',
    'a',
    'a b',
    '-ada',
    'ada-',
    'a--b',
    'admin',
    'adm1n',
    'Ro-0t',
    'Älva',
    'аda',
    'x'.repeat(40),
    'a\u200bda',
  ]) {
    assert.throws(() => readHandle(name), Invalid, name)
  }
})

test('names that look alike are one name', () => {
  assert.equal(likeness('ada-1'), likeness('AdaI'))
  assert.equal(likeness('rnodern'), likeness('modem'))
  assert.notEqual(likeness('ada'), likeness('eve'))
})

eachDatabase('likeness', (open) => {
  test('is the same in SQL, and that of the index', async () => {
    const db = await open()
    const likenessOf = sql<string>`${sql.raw(likenessSql('name_key'))}`
    const letters = fc.constantFrom(...'aAbrnvw-_. 0123456789ilILoOsSzZ')
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: letters, maxLength: 39 }), async (name) => {
        const { rows } = await sql<{ like: string }>`
          select ${likenessOf} as "like" from (select cast(${nameKey(name)} as varchar) as name_key) as named`.execute(
          db,
        )
        assert.equal(rows[0]?.like, likeness(name))
      }),
    )
    assert.ok(read('migrations/0006_passkeys.sql').includes(likenessSql('name_key')))
  })

  test('names of recorded people are reserved, and all that look like them', async () => {
    const db = await open()
    const entries = [{ day: '2026-03-03', submittedBy: { name: 'Ada-Lovelace1' } }]
    await fill(db, [paperRecord({ id: '2603.00001', entries })])
    for (const name of ['ada-lovelace1', 'adalovelace1', 'ADA-L0velacel', 'a-d-a-lovelaceI'])
      assert.equal(await isFreeName(db, name), false, name)
    assert.equal(await isFreeName(db, 'ada-lovelace'), true)
  })
})
