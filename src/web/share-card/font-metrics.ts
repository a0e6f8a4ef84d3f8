// Reads from a TrueType file the two things that laying out a line needs: which characters the font has,
// and how wide each is. Tables as in the OpenType specification (head, hhea, hmtx, cmap formats 4 and 12).
// Kerning and ligatures are left out: they make text narrower, so a line that fits here fits when it is drawn.

export interface FontMetrics {
  /** Width of one character as a part of the font size, or null where the font has no such character. */
  advance(codePoint: number): number | null
}

/** Throws where the bytes are no TrueType font: the fonts are ours, so that is a bug. */
export function readFontMetrics(bytes: Uint8Array): FontMetrics {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tables = tableOffsets(view)
  const unitsPerEm = view.getUint16(offsetOf(tables, 'head') + 18)
  const wideGlyphs = view.getUint16(offsetOf(tables, 'hhea') + 34)
  const widths = offsetOf(tables, 'hmtx')
  const glyphs = glyphsByCharacter(view, offsetOf(tables, 'cmap'))
  return {
    advance(codePoint) {
      const glyph = glyphs.get(codePoint)
      if (glyph === undefined) return null
      return view.getUint16(widths + 4 * Math.min(glyph, wideGlyphs - 1)) / unitsPerEm
    },
  }
}

function tableOffsets(view: DataView): Map<string, number> {
  const tables = new Map<string, number>()
  for (let i = 0; i < view.getUint16(4); i++) {
    const record = 12 + 16 * i
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((k) => view.getUint8(record + k)))
    tables.set(tag, view.getUint32(record + 8))
  }
  return tables
}

function offsetOf(tables: Map<string, number>, tag: string): number {
  const offset = tables.get(tag)
  if (offset === undefined) throw new Error(`The font has no table ${tag}`)
  return offset
}

function glyphsByCharacter(view: DataView, cmap: number): Map<number, number> {
  const glyphs = new Map<number, number>()
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const table = cmap + view.getUint32(cmap + 4 + 8 * i + 4)
    const format = view.getUint16(table)
    const isUnicode = [0, 3].includes(view.getUint16(cmap + 4 + 8 * i))
    if (isUnicode && format === 4) readSegments(view, table, glyphs)
    if (isUnicode && format === 12) readGroups(view, table, glyphs)
  }
  return glyphs
}

/** Format 4: ranges of 16-bit characters, each with a shift or a list of glyphs. */
function readSegments(view: DataView, table: number, glyphs: Map<number, number>): void {
  const size = view.getUint16(table + 6)
  const [ends, starts] = [table + 14, table + 16 + size]
  const [deltas, ranges] = [starts + size, starts + 2 * size]
  for (let at = 0; at < size; at += 2) {
    const [start, end] = [view.getUint16(starts + at), view.getUint16(ends + at)]
    const delta = view.getUint16(deltas + at)
    const range = view.getUint16(ranges + at)
    for (let character = start; character <= end && character !== 0xffff; character++) {
      const listed = range === 0 ? character : view.getUint16(ranges + at + range + 2 * (character - start))
      const glyph = listed === 0 ? 0 : (listed + delta) & 0xffff
      if (glyph !== 0) glyphs.set(character, glyph)
    }
  }
}

/** Format 12: ranges of characters of any size with consecutive glyphs. */
function readGroups(view: DataView, table: number, glyphs: Map<number, number>): void {
  for (let i = 0; i < view.getUint32(table + 12); i++) {
    const group = table + 16 + 12 * i
    const [start, end, first] = [view.getUint32(group), view.getUint32(group + 4), view.getUint32(group + 8)]
    for (let character = start; character <= end; character++)
      glyphs.set(character, first + character - start)
  }
}
