// The frame of every answer of OAI-PMH: http://www.openarchives.org/OAI/openarchivesprotocol.html

import { parseDay } from '../../papers/calendar.ts'
import { cleanLine } from '../../papers/text/clean-text.ts'
import type { Answer } from '../protocol.ts'
import { SourceTrouble } from '../source-trouble.ts'
import { requireSuccess } from '../status-trouble.ts'
import { readXml } from '../xml/read-xml.ts'
import { childOf, childrenOf, textOf, type XmlElement } from '../xml/xml-element.ts'
import { totalOf } from './last-page.ts'

export interface OaiList {
  /** Elements `record`. */
  records: XmlElement[]
  /** Leads to the next page; absent at the last. */
  token?: string
  total?: number
  /** The UTC day on which the answer was made. */
  answeredOn: string
}

export type OaiAnswer =
  | ({ kind: 'list' } & OaiList)
  | { kind: 'none'; answeredOn: string }
  | { kind: 'token-expired' }

/** Of a list that goes on, tokens have some dozen characters. */
const longestToken = 2_000

/** @throws SourceTrouble `refused` for errors of the protocol, `garbled` for what isn't an answer to ListRecords. */
export function readOaiAnswer(answer: Answer, who: string): OaiAnswer {
  // Some mirrors tell the protocol's errors with a status of their own.
  if (!/<error\b/.test(answer.text)) requireSuccess(answer, who)
  const root = readXml(answer.text)
  if (root.name !== 'OAI-PMH') throw garbled(who, 'answered with XML that is no OAI-PMH')
  const errors = childrenOf(root, 'error')
  const codes = errors.map(({ attributes }) => attributes.code ?? '')
  if (codes.includes('badResumptionToken')) return { kind: 'token-expired' }
  const [error] = errors
  if (error !== undefined && !codes.every((code) => code === 'noRecordsMatch')) throw refused(error, who)
  const answeredOn = parseDay(textOf(childOf(root, 'responseDate')).trim().slice(0, 10))
  if (answeredOn === null) throw garbled(who, 'answered without the date of its answer')
  if (error !== undefined) return { kind: 'none', answeredOn }
  return { kind: 'list', answeredOn, ...listIn(root, who) }
}

function listIn(root: XmlElement, who: string): Omit<OaiList, 'answeredOn'> {
  const list = childOf(root, 'ListRecords')
  const records = childrenOf(list, 'record')
  if (records.length === 0) throw garbled(who, 'answered with neither records nor an error')
  const tokenElement = childOf(list, 'resumptionToken')
  const token = textOf(tokenElement).trim()
  if (token.length > longestToken) throw garbled(who, 'gave a token that is too long to be one')
  const total = totalOf(tokenElement?.attributes.completeListSize)
  return { records, ...(token === '' ? {} : { token }), ...(total === undefined ? {} : { total }) }
}

const garbled = (who: string, what: string) => new SourceTrouble('garbled', `${who} ${what}.`)

function refused(error: XmlElement, who: string): SourceTrouble {
  const code = cleanLine(error.attributes.code ?? '', 60) || 'without a name'
  const words = cleanLine(textOf(error), 300).replace(/[.\s]+$/, '')
  return new SourceTrouble(
    'refused',
    `${who} refused the request (${code}).${words === '' ? '' : ` It says: “${words}”.`}`,
  )
}
