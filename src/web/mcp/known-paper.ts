import { NotFound } from '../../errors.ts'
import { paperAddress, printId } from '../../papers/identifiers/identifiers.ts'
import { type NamedPaper, paperNamed } from '../../papers/named-paper.ts'
import type { McpCall } from './call.ts'
import { inQuotes } from './quotation.ts'

/** The paper of the collection that a text names. @throws NotFound, with what to do instead */
export async function knownPaper({ c }: McpCall, text: string): Promise<NamedPaper> {
  const named = await paperNamed(c.var.db, text)
  if (named?.known) return named
  if (!named) {
    throw new NotFound(
      `${inQuotes(text.slice(0, 100))} is not an id, a DOI or an address of a paper. Find its id with search_papers.`,
    )
  }
  const { abs } = paperAddress(named.id)
  const elsewhere = abs === undefined ? '' : ` It can be read at ${abs}.`
  throw new NotFound(`${printId(named.id)} is not in the collection of this site.${elsewhere}`)
}
