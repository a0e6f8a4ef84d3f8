// From a request to an operation and its answer.

import { NotFound } from '../../errors.ts'
import type { PaperId } from '../../papers/paper.ts'
import type { Ctx } from '../environment.ts'
import { requireMay } from '../handlers/require-viewer.ts'
import { problem } from '../middleware/errors.tsx'
import { routes } from '../routes.ts'
import { readJson } from './json-body.ts'
import type { Operation } from './operation.ts'
import { readParameters } from './parameters.ts'

export interface Place {
  paperId?: PaperId
  /** Other parts of the path, by name. */
  parts?: Record<string, string>
}

/** Reads what is asked, says who may, answers. @throws the errors of `errors.ts` */
export async function answerCall(
  operation: Operation,
  c: Ctx,
  { paperId = '', parts = {} }: Place = {},
): Promise<Response> {
  const { needs, parameters, body } = operation
  if (needs !== undefined && !c.var.viewer) return noToken(c)
  if (needs !== undefined) requireMay(c, needs)
  const textOf = (name: string) => (name === 'id' ? paperId : (parts[name] ?? c.req.query(name)))
  const asked = readParameters(parameters, textOf)
  const read = body === undefined ? undefined : await readJson(c, body)
  c.header('Cache-Control', operation.method === 'GET' ? 'no-cache' : 'no-store')
  return operation.handle({ c, asked, body: read, paperId })
}

function noToken(c: Ctx): Response {
  c.header('WWW-Authenticate', 'Bearer')
  const message = 'Send a token: “Authorization: Bearer …”. Members make tokens in their settings.'
  return problem(c, { status: 401, code: 'Unauthorized', message })
}

export const noSuchCall = () =>
  new NotFound(`The API has no such call. ${routes.apiDocs()} describes all of them.`)
