// The repository's own files as the rules of this folder see them: text, imports and functions.
// TypeScript's own parser reads them (its JavaScript interface is marked unstable: it is used here only).

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import {
  isExportAssignment,
  isFunctionLikeDeclaration,
  type Node,
  type SourceFile,
} from 'typescript/unstable/ast'
import { API } from 'typescript/unstable/sync'

export const root = resolve(import.meta.dirname, '../..')

export interface Import {
  /** As written: `../papers/paper.ts`, `kysely`. */
  specifier: string
  /** The file it names, from the root, or null for a package. */
  file: string | null
}

export interface ParsedFile {
  /** From the root, with slashes: `src/papers/paper.ts`. */
  path: string
  text: string
  lines: number
  imports: Import[]
  functions: { name: string; line: number; lines: number }[]
  hasDefaultExport: boolean
  /** Only passes on what other files export. */
  isBarrel: boolean
}

/** Files below these folders whose names end in one of `endings`, from the root, sorted. */
export function filesIn(folders: string[], endings: string[]): string[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
}

export const read = (path: string): string => readFileSync(join(root, path), 'utf8')

export const isTest = (path: string): boolean =>
  /\.(test|fixture)\.tsx?$/.test(path) || path.startsWith('test/')

/** Every TypeScript file of the repository. */
export function parsedFiles(): ParsedFile[] {
  const api = new API({ cwd: root })
  try {
    const [project] = api.updateSnapshot({ openProject: join(root, 'tsconfig.json') }).getProjects()
    if (project === undefined) throw new Error('TypeScript did not open tsconfig.json')
    return project.rootFiles
      .map((file) => project.program.getSourceFile(file))
      .filter((file) => file !== undefined)
      .map(parsed)
  } finally {
    api.close()
  }
}

function parsed(source: SourceFile): ParsedFile {
  const path = relative(root, source.fileName).replaceAll('\\', '/')
  const text = read(path)
  const statements = [...source.statements]
  return {
    path,
    text,
    lines: text.trimEnd().split('\n').length,
    imports: source.imports.map((node) => importOf(path, (node as Node & { text: string }).text)),
    functions: functionsOf(source, source),
    hasDefaultExport: statements.some(isExportAssignment) || /^export default\b/m.test(text),
    isBarrel:
      statements.length > 0 && statements.every((node) => /^export\b[^=]*\bfrom\b/.test(node.getText())),
  }
}

function importOf(path: string, specifier: string): Import {
  if (!specifier.startsWith('.')) return { specifier, file: null }
  const file = relative(root, resolve(root, dirname(path), specifier))
  return { specifier, file: file.replaceAll('\\', '/') }
}

function functionsOf(node: Node, source: SourceFile): ParsedFile['functions'] {
  const found: ParsedFile['functions'] = []
  node.forEachChild((child) => {
    if (isFunctionLikeDeclaration(child)) {
      const line = source.getLineAndCharacterOfPosition(child.getStart()).line + 1
      const last = source.getLineAndCharacterOfPosition(child.end).line + 1
      found.push({ name: nameOf(child), line, lines: last - line + 1 })
    }
    found.push(...functionsOf(child, source))
    return undefined
  })
  return found
}

function nameOf(node: Node): string {
  const named = node as Node & { name?: Node }
  const parent = node.parent as (Node & { name?: Node }) | undefined
  return (named.name ?? parent?.name)?.getText() ?? 'a function without a name'
}
