// arXiv’s OAI-PMH: Identify, GetRecord and ListRecords of arXivRaw.

import { olderState, recordXml } from './arxiv-raw.ts'
import { dayNumber, isDay } from './days.ts'
import type { OaiList, OaiLists } from './oai-lists.ts'
import { listPage, toldTotal } from './paged.ts'
import { type Route, type Twist, xml } from './reply.ts'
import type { World } from './world.ts'
import { escaped } from './xml-text.ts'

/** What an answer is made from. */
interface Making {
  world: World
  lists: OaiLists
  pageSize: number
  twist: Twist
}

export function arxivOaiRoute(world: World, lists: OaiLists, pageSize: number): Route {
  return {
    format: 'xml',
    isArxiv: true,
    matches: (path) => path === '/oai',
    twists: ({ query }) => {
      if (query.get('verb') !== 'ListRecords') return []
      const token = query.get('resumptionToken')
      const mayRefuse = token !== null && lists.mayRefuse(token)
      return [
        ...(mayRefuse ? (['expiredToken'] as const) : []),
        'duplicated',
        'reordered',
        'olderState',
        'changedTotal',
      ]
    },
    answer: ({ query }, twist) =>
      xml(page(query, world.until, answerOf(query, { world, lists, pageSize, twist }))),
  }
}

const namespaces =
  'xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"'

const page = (
  query: URLSearchParams,
  until: string,
  content: string,
): string => `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH ${namespaces}>
<responseDate>${until}T06:00:00Z</responseDate>
<request ${[...query].map(([name, value]) => `${name.replace(/\W/g, '')}="${escaped(value)}"`).join(' ')}>http://oaipmh.arxiv.org/oai</request>
${content}
</OAI-PMH>
`

const error = (code: string, text: string): string => `<error code="${code}">${escaped(text)}</error>`

function answerOf(query: URLSearchParams, making: Making): string {
  switch (query.get('verb')) {
    case 'Identify':
      return identity(making.world)
    case 'GetRecord':
      return oneRecord(query, making.world)
    case 'ListRecords':
      return query.has('resumptionToken') ? resumed(query, making) : begun(query, making)
    default:
      return error('badVerb', 'This is no verb that is known here.')
  }
}

const identity = ({ since }: World): string => `<Identify>
<repositoryName>Generated records</repositoryName>
<baseURL>http://oaipmh.arxiv.org/oai</baseURL>
<protocolVersion>2.0</protocolVersion>
<adminEmail>nobody@example.org</adminEmail>
<earliestDatestamp>${since}</earliestDatestamp>
<deletedRecord>persistent</deletedRecord>
<granularity>YYYY-MM-DD</granularity>
</Identify>`

function oneRecord(query: URLSearchParams, world: World): string {
  if (query.get('metadataPrefix') !== 'arXivRaw') return badFormat(query)
  const paper = world.arxivById((query.get('identifier') ?? '').replace('oai:arXiv.org:', ''))
  if (!paper) return error('idDoesNotExist', 'There is no record of this identifier.')
  return `<GetRecord>\n${recordXml(paper)}</GetRecord>`
}

function badFormat(query: URLSearchParams): string {
  return query.has('metadataPrefix')
    ? error('cannotDisseminateFormat', 'Only arXivRaw is known here.')
    : error('badArgument', 'metadataPrefix is missing.')
}

const known = ['verb', 'metadataPrefix', 'set', 'from', 'until']

function begun(query: URLSearchParams, making: Making): string {
  const wrong = [...query.keys()].find((name) => !known.includes(name))
  if (wrong !== undefined) return error('badArgument', `${wrong} is no argument.`)
  if (query.get('metadataPrefix') !== 'arXivRaw') return badFormat(query)
  const [from, until] = [query.get('from') ?? '1986-04-25', query.get('until') ?? '2199-12-31']
  if (!isDay(from) || !isDay(until) || from > until)
    return error('badArgument', 'from and until must be days, the earlier one first.')
  const list = making.lists.begin({
    set: query.get('set') ?? undefined,
    from: dayNumber(from),
    until: dayNumber(until),
    swapped: making.twist.fault === 'reordered',
  })
  if (list.length === 0) return error('noRecordsMatch', 'Nothing changed in these days.')
  return recordsFrom(list, 0, making)
}

function resumed(query: URLSearchParams, making: Making): string {
  const { lists, twist } = making
  const token = query.get('resumptionToken') ?? ''
  if ([...query.keys()].length > 2) return error('badArgument', 'A token stands alone.')
  if (twist.fault === 'expiredToken') lists.refuse(token)
  const going = twist.fault === 'expiredToken' ? null : lists.resume(token)
  if (!going || going.offset >= going.list.length)
    return error('badResumptionToken', 'The token has expired.')
  return recordsFrom(going.list, going.offset, making)
}

function recordsFrom(list: OaiList, offset: number, { world, lists, pageSize, twist }: Making): string {
  const records = listPage(list.length, offset, pageSize, twist).map((position) => {
    const paper = world.arxiv.paper(list.at(position))
    const older = twist.fault === 'olderState' && twist.random.chance(0.3) ? olderState(paper) : null
    return `${older ? recordXml(older) : ''}${recordXml(paper)}`
  })
  const next = offset + pageSize
  const told = toldTotal(list.length, offset, pageSize, twist)
  const total = twist.fault === 'changedTotal' ? ` completeListSize="${told}" cursor="${offset}"` : ''
  const token = next < list.length ? lists.tokenOf(list, next) : ''
  return `<ListRecords>\n${records.join('')}<resumptionToken${total}>${token}</resumptionToken>\n</ListRecords>`
}
