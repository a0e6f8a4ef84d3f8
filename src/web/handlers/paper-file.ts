import { NotFound } from '../../errors.ts'
import { toBibtex } from '../../papers/citations/bibtex-entry.ts'
import { toCsl } from '../../papers/citations/csl.ts'
import { toRis } from '../../papers/citations/ris-entry.ts'
import { listPaper } from '../../papers/lists/listed.ts'
import { toMarkdown } from '../../papers/markdown.ts'
import type { ListedPaper, PaperId } from '../../papers/paper.ts'
import { paperById } from '../../papers/queries.ts'
import { toldPaper } from '../api/told-paper.ts'
import type { Ctx } from '../environment.ts'
import { type PaperFile, routes } from '../routes.ts'

const files: Record<
  Exclude<PaperFile, 'json'>,
  { type: string; print: (paper: ListedPaper, address: string) => string }
> = {
  md: { type: 'text/markdown; charset=utf-8', print: toMarkdown },
  bib: { type: 'application/x-bibtex; charset=utf-8', print: toBibtex },
  ris: { type: 'application/x-research-info-systems; charset=utf-8', print: toRis },
  'csl.json': {
    type: 'application/vnd.citationstyles.csl+json; charset=utf-8',
    print: (paper) => `${JSON.stringify([toCsl(paper)], null, 2)}\n`,
  },
}

/** A paper as Markdown, as the API tells it, or as a reference for programs that keep references. */
export async function sendPaperFile(c: Ctx, id: PaperId, file: PaperFile): Promise<Response> {
  if (file === 'json') return sendJson(c, id)
  const paper = await paperById(c.var.db, id)
  if (!paper) throw new NotFound('This paper is not in the collection of this site.')
  const address = `${c.var.site.publicUrl}${routes.paper(id)}`
  const { type, print } = files[file]
  c.header('Cache-Control', 'no-cache')
  c.header('Link', `<${address}>; rel="canonical"`)
  return c.body(print(listPaper(paper), address), 200, { 'Content-Type': type })
}

async function sendJson(c: Ctx, id: PaperId): Promise<Response> {
  const { db, site } = c.var
  const place = { id, today: site.today, base: site.publicUrl }
  const told = await toldPaper(db, place)
  c.header('Cache-Control', 'no-cache')
  // As the API: pages of any site may read it.
  c.header('Access-Control-Allow-Origin', '*')
  c.header('Link', `<${site.publicUrl}${routes.paper(id)}>; rel="canonical"`)
  return c.json(told)
}
