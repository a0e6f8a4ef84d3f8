// What the form of links holds, as text and as the parts of a paper.

import { createHash } from 'node:crypto'
import type { Link, LinkKind, Organization } from '../../papers/paper.ts'
import { FIRST_SET_HERE } from '../../papers/preferred-link.ts'
import { cleanLine } from '../../papers/text/clean-text.ts'
import { compareText } from '../../papers/text/compare-text.ts'
import type { SetByMembers } from './members-statement.ts'
import { readAddresses } from './read-address.ts'

/** The fields of the form: a kind of links, how many it takes, and its label. */
export const linkFields = [
  { kind: 'project', most: 1, label: 'Project page' },
  { kind: 'code', most: 3, label: 'Code' },
  { kind: 'model', most: 10, label: 'Models' },
  { kind: 'data', most: 10, label: 'Datasets' },
  { kind: 'demo', most: 10, label: 'Demos' },
] as const satisfies readonly { kind: LinkKind; most: number; label: string }[]

type LinkField = (typeof linkFields)[number]['kind']

/** Addresses one a line, and the name of an organization. */
export type TypedLinks = Record<LinkField, string> & { organization: string }

const LONGEST_ORGANIZATION = 120

export function typedLinks({ links = [], organization }: SetByMembers): TypedLinks {
  const lines = (kind: LinkKind) =>
    links
      .filter((link) => link.kind === kind)
      .sort(firstSetFirst)
      .map(({ url }) => url)
  const typed = Object.fromEntries(linkFields.map(({ kind }) => [kind, lines(kind).join('\n')]))
  return { ...(typed as Record<LinkField, string>), organization: organization?.name ?? '' }
}

/** The store keeps links by their addresses: of what was typed it knows which came first. */
const firstSetFirst = (a: Link, b: Link): number =>
  Number(b.addedBy === FIRST_SET_HERE) - Number(a.addedBy === FIRST_SET_HERE) || compareText(a.url, b.url)

/** @throws Invalid */
export function readLinks(typed: TypedLinks): { links: Link[]; organization: Organization | undefined } {
  const links = linkFields.flatMap(({ kind, most }) =>
    readAddresses(typed[kind], kind, most).map(
      (url, at): Link => ({ kind, url, addedBy: at === 0 ? FIRST_SET_HERE : 'user' }),
    ),
  )
  const name = cleanLine(typed.organization, LONGEST_ORGANIZATION)
  return { links, organization: name === '' ? undefined : { id: organizationId(name), name } }
}

/** 24 hexadecimal digits, the same for the same name. */
const organizationId = (name: string): string =>
  createHash('sha256').update(`organization:${name.toLowerCase()}`).digest('hex').slice(0, 24)
