// Ids of the sources that are neither arXiv nor a plain DOI, without their prefix.

const anthologyModern = /^(\d{4})\.([a-z0-9_]+)-([a-z0-9_]+)\.([a-z0-9]+)$/i
const anthologyLegacy = /^[a-z]\d{2}-\d{4}$/i
const preprint = /^10\.(?:1101|64898)\/((?:\d{4}\.\d{2}\.\d{2}\.)?\d{5,9})(?:v\d+)?$/i

/** An id of the ACL Anthology, spelled as there: `2024.naacl-long.308`, `P18-1001`. */
export function parseAnthologyId(text: string): string | null {
  if (anthologyLegacy.test(text)) return text.toUpperCase()
  return anthologyModern.test(text) ? text.toLowerCase() : null
}

/** `L06-1.79` → `L06-1079`, `W19-36.34` → `W19-3634`: volume and paper were split. Only for data files. */
export function repairAnthologyId(text: string): string | null {
  const match = /^([A-Z]\d{2})-(\d{1,2})\.(\d{1,3})$/.exec(text)
  if (!match) return null
  const [, volume = '', part = '', number = ''] = match
  return parseAnthologyId(`${volume}-${part}${number.padStart(4 - part.length, '0')}`)
}

/** A DOI as bioRxiv and medRxiv give them (10.1101, since December 2025 10.64898), without its version. */
export function parsePreprintDoi(text: string): string | null {
  const match = preprint.exec(text)
  return match ? text.replace(/v\d+$/i, '') : null
}

/** The id of an OpenReview forum. Their case matters. */
export function parseForumId(text: string): string | null {
  return /^(?=.*[a-z0-9])[\w.-]{4,64}$/i.test(text) ? text : null
}

/** 24 hexadecimal digits that we made for a paper of a file without any known id. */
export function parseFileId(text: string): string | null {
  return /^[0-9a-f]{24}$/i.test(text) ? text.toLowerCase() : null
}
