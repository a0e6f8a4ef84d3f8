import { describe, test } from 'node:test'
import { isTest, parsedFiles } from './source.ts'
import { assertNone } from './violations.ts'

const longestFile = 300
const longestFunction = 50

/**
 * Exceptions: what was longer when the rule came, with its length then. An entry may get smaller or go, never grow;
 * no new one may be added. Empty is the aim.
 */
const longFiles: Record<string, number> = {}
const longFunctions: Record<string, number> = {}

const files = parsedFiles()
const shipped = files.filter((file) => !isTest(file.path))

describe('sizes', () => {
  test(`no file over ${longestFile} lines`, () => {
    const found = files
      .filter((file) => file.lines > (longFiles[file.path] ?? longestFile))
      .map((file) => `${file.path}: ${file.lines} lines`)
    assertNone(found, 'A file is one idea that is read from top to bottom; split by idea, not by length:')
  })

  test(`no function over ${longestFunction} lines`, () => {
    const found = shipped.flatMap((file) =>
      file.functions
        .filter(({ name, lines }) => lines > (longFunctions[`${file.path} ${name}`] ?? longestFunction))
        .map(({ name, line, lines }) => `${file.path}:${line} ${name}: ${lines} lines`),
    )
    assertNone(found, 'A function that doesn’t fit on a screen does several things; name them:')
  })

  test('exceptions that are no longer needed are gone', () => {
    const files = Object.keys(longFiles).filter(
      (path) => !shipped.some((file) => file.path === path && file.lines > longestFile),
    )
    const functions = Object.keys(longFunctions).filter(
      (key) =>
        !shipped.some((file) =>
          file.functions.some(({ name, lines }) => `${file.path} ${name}` === key && lines > longestFunction),
        ),
    )
    assertNone([...files, ...functions], 'The list of exceptions may only shrink; take these out:')
  })
})

describe('names', () => {
  test('file names are kebab-case', () => {
    const found = files.filter(
      (file) => !/\/[a-z0-9]+(-[a-z0-9]+)*(\.(test|fixture))?\.tsx?$/.test(`/${file.path}`),
    )
    assertNone(
      found.map((file) => file.path),
      'One form of name lets people guess a file without searching, on every file system:',
    )
  })

  test('no file is a drawer for odds and ends', () => {
    const found = files.filter((file) =>
      /(^|\/|-)(utils?|helpers?|managers?|services?|misc|common)(-|\.|\/)/.test(file.path),
    )
    assertNone(
      found.map((file) => file.path),
      'Such a name fits everything, so everything ends up there; name the idea:',
    )
  })

  test('no default exports', () => {
    const found = files.filter((file) => file.hasDefaultExport)
    assertNone(
      found.map((file) => file.path),
      'A thing has one name everywhere, which a search finds:',
    )
  })

  test('no barrels', () => {
    const found = shipped.filter((file) => /(^|\/)index\.tsx?$/.test(file.path) || file.isBarrel)
    assertNone(
      found.map((file) => file.path),
      'A file that only passes on others hides where things are and makes cycles; import from the file itself:',
    )
  })

  test('relative imports name their file with its ending', () => {
    const found = files.flatMap((file) =>
      file.imports
        .filter(({ specifier }) => specifier.startsWith('.') && !/\.(tsx?|json|js)$/.test(specifier))
        .map(({ specifier }) => `${file.path} imports ${specifier}`),
    )
    assertNone(found, 'Node runs these files as they are and doesn’t guess endings:')
  })
})
