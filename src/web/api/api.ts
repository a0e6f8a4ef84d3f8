// The JSON API: what programs ask, compatible with the well-known one. Pages never call it.

import { cors } from 'hono/cors'
import type { Ctx, Web, WebDependencies } from '../environment.ts'
import { routes } from '../routes.ts'
import { answerCall } from './call.ts'
import { sendOpenApi, showApiDocs } from './documents.tsx'
import { operationsOf } from './operations.ts'
import { answerPaperCalls } from './paper-calls.ts'

/** Pages of any site may read; to write takes a program that keeps a token to itself. */
export const readableFromEverywhere = cors({
  origin: '*',
  allowMethods: ['GET', 'HEAD'],
  allowHeaders: ['Authorization', 'If-None-Match'],
  exposeHeaders: [
    ...['Link', 'ETag', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'X-Total-Count'],
    ...['X-Error-Code', 'X-Error-Message', 'X-Request-Id'],
  ],
  maxAge: 86_400,
})

export function addApi(app: Web, dependencies: WebDependencies): void {
  const operations = operationsOf(dependencies)
  for (const operation of operations.filter(({ path }) => !path.includes('{id}')))
    app.on(operation.method, operation.path, (c: Ctx) => answerCall(operation, c))
  const methods = ['GET', 'POST', 'PUT', 'DELETE']
  app.on(methods, '/api/papers/*', answerPaperCalls(dependencies.db, '/api/papers/', operations))
  app.get('/api/arxiv/*', answerPaperCalls(dependencies.db, '/api/arxiv/', operations))
  app.get(routes.openApi(), sendOpenApi(dependencies, operations))
  app.get(routes.apiDocs(), showApiDocs(dependencies, operations))
}
