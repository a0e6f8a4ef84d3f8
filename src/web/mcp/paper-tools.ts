// Tools for one paper: its text, what was said about it, a reference to it.

import * as v from 'valibot'
import { NotFound } from '../../errors.ts'
import { toBibtex } from '../../papers/citations/bibtex-entry.ts'
import { toCsl } from '../../papers/citations/csl.ts'
import { toRis } from '../../papers/citations/ris-entry.ts'
import { listPaper } from '../../papers/lists/listed.ts'
import type { ListedPaper } from '../../papers/paper.ts'
import { paperById } from '../../papers/queries.ts'
import { commentsAnswer, commentsShape } from './comments-answer.ts'
import { argumentsOf, page, paperId } from './inputs.ts'
import { knownPaper } from './known-paper.ts'
import { paperAnswer, wholePaperShape } from './paper-answer.ts'
import { visible } from './quotation.ts'
import { tool } from './tool.ts'

const readPaper = tool({
  name: 'read_paper',
  title: 'Read a paper',
  description:
    'Everything that is known here of one paper: whole abstract, all authors, versions, links to PDF, code and data, votes, editions. Takes any form of id. The full text stands behind its PDF link.',
  kind: 'reads',
  input: argumentsOf({ id: paperId }),
  output: wholePaperShape,
  run: (call, { id }) => paperAnswer(call, id),
})

const readComments = tool({
  name: 'read_comments',
  title: 'Read the discussion of a paper',
  description: 'What members of this site wrote about a paper, the most voted threads first, with replies.',
  kind: 'reads',
  input: argumentsOf({ id: paperId, page }),
  output: commentsShape,
  run: commentsAnswer,
})

const formats = ['bib', 'ris', 'csl'] as const

const printers: Record<(typeof formats)[number], (paper: ListedPaper) => string> = {
  bib: toBibtex,
  ris: toRis,
  csl: (paper) => `${JSON.stringify([toCsl(paper)], null, 2)}\n`,
}

const paperReference = tool({
  name: 'paper_reference',
  title: 'Reference to a paper',
  description: 'The entry for a list of references: BibTeX (bib), RIS (ris) or CSL-JSON (csl).',
  kind: 'reads',
  input: argumentsOf({ id: paperId, format: v.optional(v.picklist(formats), 'bib') }),
  output: v.object({ id: v.string(), format: v.picklist(formats), reference: v.string() }),
  async run(call, { id: asked, format }) {
    const { id } = await knownPaper(call, asked)
    const paper = await paperById(call.c.var.db, id)
    if (!paper) throw new NotFound('This paper is not in the collection of this site.')
    const reference = visible(printers[format](listPaper(paper)))
    return { text: reference, data: { id, format, reference } }
  },
})

export const paperTools = [readPaper, readComments, paperReference]
