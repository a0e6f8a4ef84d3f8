export const importFormats = ['jsonl', 'hf-daily', 'bibtex', 'ris'] as const
export type ImportFormat = (typeof importFormats)[number]

/** How much of a file's beginning `detectFormat` looks at. */
export const formatHead = 4096

/**
 * The format of an unpacked file, by its first characters, then by its name; null for what this program can't read.
 * The first characters go first: a `.json` may hold a list or lines.
 */
export function detectFormat(name: string, head: Uint8Array): ImportFormat | null {
  const text = Buffer.from(head)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart()
  if (text.startsWith('[')) return 'hf-daily'
  if (text.startsWith('{')) return 'jsonl'
  if (/^TY {0,2}-/m.test(text)) return 'ris'
  if (/^\s*@[a-z]+\s*[{(]/im.test(text)) return 'bibtex'
  return formatOfName(name)
}

/** Whether a file in a folder or an archive is worth opening, by its name alone. */
export const looksImportable = (name: string): boolean => formatOfName(name) !== null

/** The name without folders and without the endings of packing: `2025-10-29.json`. */
export const bareName = (name: string): string =>
  name.replace(/^.*[/\\]/, '').replace(/\.(?:gz|zst|xz)$/i, '')

function formatOfName(name: string): ImportFormat | null {
  const ending = /\.([a-z]+)$/i.exec(bareName(name))?.[1]?.toLowerCase() ?? ''
  return formatOfEnding[ending] ?? null
}

const formatOfEnding: Record<string, ImportFormat> = {
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'hf-daily',
  bib: 'bibtex',
  bibtex: 'bibtex',
  ris: 'ris',
}
