// Every form of identifier that a person may paste, read and printed in one place.

import type { PaperId, Source } from '../paper.ts'
import { parseArxivId, repairArxivId } from './arxiv-id.ts'
import { doiAddress } from './doi.ts'
import { parseDoiAsPaper, parseForeignAddress } from './foreign-address.ts'
import {
  parseAnthologyId,
  parseFileId,
  parseForumId,
  parsePreprintDoi,
  repairAnthologyId,
} from './other-ids.ts'

export interface Identifier {
  id: PaperId
  /** 2 for `2407.21783v2`. */
  version?: number
}

const longestText = 500

/**
 * Reads one identifier in any form: canonical id, `arXiv:2407.21783v2 [cs.CL]`, DOI, address of a paper's page or PDF.
 * The whole text must be the identifier, but for white space, quotes and brackets around it. Never throws.
 */
export function parseIdentifier(text: string): Identifier | null {
  if (text.length > longestText) return null
  const bare = unwrapped(text)
  if (bare === '') return null
  return parseArxivForm(bare) ?? parsePrefixed(bare) ?? parseForeignAddress(bare) ?? parseDoiAsPaper(bare)
}

/**
 * The canonical id, without version, of an id as data files hold it. Besides all forms of `parseIdentifier` it
 * restores ids that spreadsheets and data frames damaged (`704.0712`, `acl:L06-1.79`).
 */
export function parsePaperId(text: string): PaperId | null {
  if (text.length > longestText) return null
  const bare = unwrapped(text)
  const repaired = bare.startsWith('acl:') ? repairAnthologyId(bare.slice(4)) : null
  return (repaired && `acl:${repaired}`) ?? parseIdentifier(bare)?.id ?? repairArxivId(bare)
}

/** Where a canonical id comes from. */
export function sourceOf(id: PaperId): Source {
  const colon = id.indexOf(':')
  return colon < 0 ? 'arxiv' : (id.slice(0, colon) as Source)
}

/** As people write it in a reference: `arXiv:2407.21783`, `ACL 2024.naacl-long.308`, `doi:10.1000/xyz`. */
export function printId(id: PaperId): string {
  const rest = id.slice(id.indexOf(':') + 1)
  switch (sourceOf(id)) {
    case 'arxiv':
      return `arXiv:${id}`
    case 'acl':
      return `ACL ${rest}`
    case 'biorxiv':
      return `bioRxiv ${rest}`
    case 'medrxiv':
      return `medRxiv ${rest}`
    case 'openreview':
      return `OpenReview ${rest}`
    default:
      return id
  }
}

/** The DOI that follows from the id alone, as its registrant spells it; null where the record must tell. */
export function doiOf(id: PaperId): string | null {
  const rest = id.slice(id.indexOf(':') + 1)
  switch (sourceOf(id)) {
    case 'arxiv':
      return `10.48550/arXiv.${id}`
    case 'doi':
    case 'biorxiv':
    case 'medrxiv':
      return rest
    default:
      return null
  }
}

export interface PaperAddress {
  /** The paper's page at its source. */
  abs?: string
  pdf?: string
}

/** Where the source shows the paper; empty for papers known from a file only. */
export function paperAddress(id: PaperId): PaperAddress {
  const rest = id.slice(id.indexOf(':') + 1)
  switch (sourceOf(id)) {
    case 'arxiv':
      return { abs: `https://arxiv.org/abs/${id}`, pdf: `https://arxiv.org/pdf/${id}` }
    case 'acl':
      return { abs: `https://aclanthology.org/${rest}/`, pdf: `https://aclanthology.org/${rest}.pdf` }
    case 'biorxiv':
      return preprintAddress('www.biorxiv.org', rest)
    case 'medrxiv':
      return preprintAddress('www.medrxiv.org', rest)
    case 'openreview':
      return {
        abs: `https://openreview.net/forum?id=${encodeURIComponent(rest)}`,
        pdf: `https://openreview.net/pdf?id=${encodeURIComponent(rest)}`,
      }
    case 'doi':
      return { abs: doiAddress(rest) }
    default:
      return {}
  }
}

function preprintAddress(host: string, doi: string): PaperAddress {
  return { abs: `https://${host}/content/${doi}`, pdf: `https://${host}/content/${doi}.full.pdf` }
}

/** Without white space and the quotes or brackets that surround a pasted text. */
function unwrapped(text: string): string {
  let bare = text.trim()
  for (let round = 0; round < 3; round++) {
    const match = /^(?:<(.*)>|"(.*)"|'(.*)'|“(.*)”|‘(.*)’|`(.*)`|\((.*)\)|\[(.*)\])$/s.exec(bare)
    if (!match) break
    bare = (match.slice(1).find((inner) => inner !== undefined) ?? '').trim()
  }
  return bare
}

/** With or without `arXiv:` before it, and the primary category or a full stop behind it. */
function parseArxivForm(text: string): Identifier | null {
  const bare = text
    .replace(/^(?:oai:arxiv\.org:|arxiv\s*(?::|\.(?=\d)|\s)\s*)/i, '')
    .replace(/\s*\[[a-z-]+(?:\.[a-z-]+)?\]$/i, '')
    .replace(/[.,;]+$/, '')
  return parseArxivId(bare)
}

function parsePrefixed(text: string): Identifier | null {
  const anthology = text.includes('.') ? parseAnthologyId(text) : null
  if (anthology !== null) return { id: `acl:${anthology}` }
  const match = /^(acl|biorxiv|medrxiv|openreview|file|doi)(?::\s*|\s+)(\S+)$/i.exec(text)
  if (!match) return null
  const [, prefix = '', rest = ''] = match
  const scheme = prefix.toLowerCase()
  const parse = prefixed[scheme]
  if (!parse) return null
  const id = parse(rest)
  return id === null ? null : { id: `${scheme}:${id}` }
}

const prefixed: Record<string, (text: string) => string | null> = {
  acl: parseAnthologyId,
  biorxiv: parsePreprintDoi,
  medrxiv: parsePreprintDoi,
  openreview: parseForumId,
  file: parseFileId,
}
