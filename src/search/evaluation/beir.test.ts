import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { readCollection } from './beir.ts'

const whole = {
  'corpus.jsonl': [
    '{"_id": "d1", "title": "Tides of small seas", "text": "How water moves.", "metadata": {"authors": "Reef, A.; Sand, B."}}',
    '{"_id": 2, "text": "Untitled.", "metadata": {"authors": ["Dune, C.", " ", 7]}}',
    '',
    '{"_id": "d3", "title": null, "metadata": {}}',
  ].join('\n'),
  'queries.jsonl': '{"_id": "q1", "text": "moving water"}\r\n{"_id": "q2", "text": "dunes"}\r\n',
  'qrels.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td3\t0\nq2\t2\t1\n',
}

function folderWith(t: TestContext, files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-collection-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

test('a collection has documents, queries and judgements', async (t) => {
  const folder = folderWith(t, whole)
  assert.deepEqual(await readCollection(`${folder}/`), {
    name: basename(folder),
    documents: [
      { id: 'd1', title: 'Tides of small seas', text: 'How water moves.', authors: ['Reef, A.', 'Sand, B.'] },
      { id: '2', title: '', text: 'Untitled.', authors: ['Dune, C.'] },
      { id: 'd3', title: '', text: '', authors: [] },
    ],
    queries: new Map([
      ['q1', 'moving water'],
      ['q2', 'dunes'],
    ]),
    judgements: new Map([
      [
        'q1',
        new Map([
          ['d1', 2],
          ['d3', 0],
        ]),
      ],
      ['q2', new Map([['2', 1]])],
    ]),
    problems: [],
  })
})

test('judgements may come without a heading, or one folder deeper', async (t) => {
  const { 'qrels.tsv': _, ...rest } = whole
  const { judgements } = await readCollection(folderWith(t, { ...rest, 'qrels/test.tsv': 'q1\td1\t1\n' }))
  assert.deepEqual(judgements, new Map([['q1', new Map([['d1', 1]])]]))
})

test('lines that are no use are named by file and number, and the rest is read', async (t) => {
  const folder = folderWith(t, {
    'corpus.jsonl': `${whole['corpus.jsonl']}\nnot JSON\n[]\n{"title": "no id"}\n{"_id": "x", "text": 5}\n{"_id": "d1"}`,
    'queries.jsonl': `null\n${whole['queries.jsonl']}`,
    'qrels.tsv': 'q1\td1\t1\nq1 d3 1\nq1\td3\tmany\n\td3\t1\nq1\td3\t\n',
  })
  const { documents, queries, judgements, problems } = await readCollection(folder)
  assert.equal(documents.length, 3)
  assert.equal(queries.size, 2)
  assert.deepEqual(judgements, new Map([['q1', new Map([['d1', 1]])]]))
  assert.deepEqual(problems, [
    'corpus.jsonl, line 5: It is not a JSON object.',
    'corpus.jsonl, line 6: It has no _id.',
    'corpus.jsonl, line 7: It has no _id.',
    'corpus.jsonl, line 8: Its text is not a text.',
    'corpus.jsonl, line 9: There are two documents with the id d1.',
    'queries.jsonl, line 1: It is not a JSON object.',
    ...[2, 3, 4, 5].map(
      (line) => `qrels.tsv, line ${line}: It is not a query, a document and a grade with tabs between.`,
    ),
  ])
})

test('a missing or empty file is said in a sentence', async (t) => {
  for (const name of ['corpus.jsonl', 'queries.jsonl', 'qrels.tsv'] as const) {
    const { [name]: _, ...rest } = whole
    await assert.rejects(readCollection(folderWith(t, rest)), {
      message: new RegExp(`has no ${name}\\. A collection is`),
    })
    const empty = folderWith(t, { ...whole, [name]: '\n\n' })
    await assert.rejects(readCollection(empty), { message: `${join(empty, name)} has no usable line.` })
  }
})
