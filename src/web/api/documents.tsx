// The description of the API: as a document for programs and as a page for people. Its library loads on first use.

import type { Ctx, WebDependencies } from '../environment.ts'
import { render } from '../handlers/answer.ts'
import { ApiDocsPage } from '../pages/api-docs.tsx'
import type { Operation } from './operation.ts'

export function sendOpenApi({ version }: WebDependencies, operations: readonly Operation[]) {
  return async (c: Ctx): Promise<Response> => {
    const { openApiDocument } = await import('./openapi.ts')
    const { name: title, publicUrl: base } = c.var.site
    c.header('Cache-Control', 'no-cache')
    return c.json(openApiDocument(operations, { title, version, base }))
  }
}

export function showApiDocs({ version, config }: WebDependencies, operations: readonly Operation[]) {
  return async (c: Ctx): Promise<Response> => {
    const { openApiDocument } = await import('./openapi.ts')
    const { site } = c.var
    const document = openApiDocument(operations, { title: site.name, version, base: site.publicUrl })
    return render(c, <ApiDocsPage site={site} document={document} rate={config.API_RATE} />)
  }
}
