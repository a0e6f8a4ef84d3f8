import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachDatabase } from '../../test/support/database.ts'
import { fill, paperRecord } from '../../test/support/records.ts'
import { paperNamed } from './named-paper.ts'

eachDatabase('a text that names a paper', (open) => {
  test('in every form that the collection knows it by', async () => {
    const db = await open()
    await fill(db, [
      paperRecord({ id: '2407.21783' }),
      paperRecord({ id: 'acl:2024.naacl-long.308', doi: '10.1000/Elsewhere' }),
    ])
    const forms: [string, unknown][] = [
      ['arXiv:2407.21783', { id: '2407.21783', known: true }],
      ['https://arxiv.org/pdf/2407.21783v2.pdf', { id: '2407.21783', version: 2, known: true }],
      ['10.48550/arXiv.2407.21783', { id: '2407.21783', known: true }],
      ['https://doi.org/10.1000/ELSEWHERE', { id: 'acl:2024.naacl-long.308', known: true }],
      ['2407.21784', { id: '2407.21784', known: false }],
      ['10.1000/none', { id: 'doi:10.1000/none', known: false }],
      ['llama 3', null],
      ['', null],
    ]
    for (const [text, expected] of forms) assert.deepEqual(await paperNamed(db, text), expected, text)
  })
})
