import { test } from 'node:test'
import { isTest, parsedFiles } from './source.ts'
import { assertNone } from './violations.ts'

const exported = /^export (?:async )?(?:function|const|class) (\w+)/gm

test('each exported function and value has an importer', () => {
  const files = parsedFiles()
  const found = files
    .filter(({ path }) => path.startsWith('src/') && !isTest(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(exported)]
        .map(([, name = '']) => name)
        .filter(
          (name) =>
            !files.some((other) => other.path !== path && new RegExp(`\\b${name}\\b`).test(other.text)),
        )
        .map((name) => `${path} exports ${name}`),
    )
  assertNone(found, 'What nobody outside asks for is the file’s own business; and what nobody calls is dead:')
})

const keepersOfOneTable = [
  'src/jobs/queue.ts',
  'src/jobs/prune-jobs.ts',
  'src/papers/import/import-progress.ts',
  'src/papers/lists/totals.ts',
  'src/sources/fetching/host-turns.ts',
  'src/sources/harvest/source-runs.ts',
  'src/sources/harvest/source-state.ts',
]

test('queries stand in files named for them, or in the few that keep one table', () => {
  const asks = /\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql(<[^>]*>)?`/
  const found = parsedFiles()
    .filter(({ path }) => path.startsWith('src/') && !path.startsWith('src/db/') && !isTest(path))
    .filter(
      ({ path, text }) =>
        asks.test(text) && !path.endsWith('queries.ts') && !keepersOfOneTable.includes(path),
    )
    .map(({ path }) => path)
  assertNone(
    found,
    'All access to a table is read, explained and reviewed in one place; move the query there:',
  )
})
