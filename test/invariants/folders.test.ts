import { describe, test } from 'node:test'
import { isTest, type ParsedFile, parsedFiles } from './source.ts'
import { assertNone } from './violations.ts'

const features = [
  'papers',
  'finding',
  'sources',
  'accounts',
  'community',
  'mail',
  'backup',
  'dumps',
  'doctor',
  'webhooks',
  'digests',
  'bounces',
  'telemetry',
  'saved-searches',
  'follows',
  'channels',
]
const shared = [
  'all-ended.ts',
  'bell.ts',
  'errors.ts',
  'clock.ts',
  'count-text.ts',
  'package-root.ts',
  'source-spec.ts',
  'one-shot-thread.ts',
]

/** Which part of src may import which; a part is a folder, or a file beside the folders. */
const allowed: Record<string, string[]> = {
  'errors.ts': [],
  'all-ended.ts': [],
  'bell.ts': [],
  'clock.ts': [],
  'count-text.ts': [],
  'package-root.ts': [],
  'one-shot-thread.ts': [],
  'source-spec.ts': [],
  'setting-kinds.ts': ['errors.ts', 'clock.ts', 'source-spec.ts'],
  'config-file.ts': [],
  'setting.ts': ['setting-kinds.ts'],
  'mail-settings.ts': ['setting.ts', 'setting-kinds.ts'],
  'settings.ts': ['mail-settings.ts', 'setting.ts', 'setting-kinds.ts', ...shared],
  'config.ts': ['config-file.ts', 'setting.ts', 'setting-kinds.ts', 'settings.ts', ...shared],
  'log.ts': ['config.ts', ...shared],
  db: shared,
  search: [],
  client: [],
  ...Object.fromEntries(features.map((feature) => [feature, [...features, 'db', 'search', ...shared]])),
  jobs: [...features, 'db', 'search', 'config.ts', 'log.ts', ...shared],
  web: [...features, 'db', 'search', 'config.ts', 'log.ts', ...shared],
  cli: [
    ...features,
    'db',
    'search',
    'client',
    'jobs',
    'app.ts',
    'config.ts',
    'setting.ts',
    'settings.ts',
    'log.ts',
    ...shared,
  ],
  'app.ts': [...features, 'db', 'search', 'jobs', 'web', 'config.ts', 'log.ts', ...shared],
  'main.ts': ['cli', 'app.ts', 'config.ts', 'log.ts', ...shared],
}

/** Doctor judges settings and looks at the whole installation, so it also reads the table of settings. */
allowed.doctor?.push('config.ts')

const files = parsedFiles()
const sources = files.filter((file) => file.path.startsWith('src/') && !isTest(file.path))
const partOf = (path: string): string => path.split('/')[1] ?? path

describe('dependencies of folders', () => {
  test('web, jobs and cli use features; features use db; never the other way', () => {
    const found = sources.flatMap((file) =>
      file.imports
        .filter(({ file: target }) => target?.startsWith('src/') && partOf(target) !== partOf(file.path))
        .filter(({ file: target }) => !allowed[partOf(file.path)]?.includes(partOf(target ?? '')))
        .map(({ specifier }) => `${file.path} imports ${specifier}`),
    )
    assertNone(
      found,
      'A feature that knows pages, commands or jobs can’t be read, tested or used without them:',
    )
  })

  test('nothing in src reaches out of src', () => {
    const found = sources.flatMap((file) =>
      file.imports
        .filter(({ file: target }) => target !== null && !target.startsWith('src/'))
        .map(({ specifier }) => `${file.path} imports ${specifier}`),
    )
    assertNone(found, 'The package ships src without tests and tools; migrations and data are read as files:')
  })

  test('only db/ knows which database', () => {
    const drivers = /^(pg|pg-.*|node:sqlite|better-sqlite3)$/
    const imports = sources
      .filter((file) => partOf(file.path) !== 'db')
      .flatMap((file) => file.imports.filter(({ specifier }) => drivers.test(specifier)).map(at(file)))
    const dialects = sources
      .filter(
        (file) =>
          partOf(file.path) !== 'db' &&
          /\b(Sqlite|Postgres)(Dialect|Adapter|QueryCompiler)\b/.test(file.text),
      )
      .map((file) => file.path)
    assertNone(
      [...imports, ...dialects],
      'What differs between the two databases has one home, with a test on both:',
    )
  })

  test('only main.ts reads the environment', () => {
    const found = sources.filter((file) => file.path !== 'src/main.ts' && /\bprocess\.env\b/.test(file.text))
    assertNone(
      found.map((file) => file.path),
      'A value read in the middle can’t be documented, checked at the start or replaced in a test; pass it from config.ts:',
    )
  })
})

test('no import cycles', () => {
  assertNone(cyclesOf(sources), 'Files that need each other are one file, or lack a third that both need:')
})

const at = (file: ParsedFile) => (found: { specifier: string }) => `${file.path} imports ${found.specifier}`

/** Each cycle once, as `a → b → a`; types count too. */
function cyclesOf(list: ParsedFile[]): string[] {
  const targets = new Map(list.map((file) => [file.path, file.imports.map((found) => found.file ?? '')]))
  const done = new Set<string>()
  const cycles: string[] = []
  const walk = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) cycles.push([...trail.slice(start), path].join(' → '))
    if (start >= 0 || done.has(path)) return
    for (const target of targets.get(path) ?? []) walk(target, [...trail, path])
    done.add(path)
  }
  for (const file of list) walk(file.path, [])
  return cycles
}
