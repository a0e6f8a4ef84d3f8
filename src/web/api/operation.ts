// A call of the API: one value that the routes, the document at /api/openapi.json and the tests are made from.

import type { GenericSchema } from 'valibot'
import type { Action } from '../../accounts/permissions.ts'
import type { PaperId } from '../../papers/paper.ts'
import type { Ctx } from '../environment.ts'
import type { Asked, Parameters } from './parameters.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** What a call answers when it is well. */
export interface Answer {
  description: string
  schema: GenericSchema
  /** It is a part of a longer list: `Link` leads to the next. */
  paged?: true
  /** `X-Total-Count` says how many there are. */
  counted?: true
}

export interface Call<P extends Parameters, B> {
  c: Ctx
  asked: Asked<P>
  body: B
  /** The paper that `{id}` names; of calls without it, empty. */
  paperId: PaperId
}

export interface Operation<P extends Parameters = Parameters, B = unknown> {
  /** Unique; what a client names its function. */
  id: string
  method: Method
  /** As OpenAPI writes it. `{id}` may hold slashes. */
  path: `/api/${string}`
  summary: string
  description?: string
  tag: 'Lists' | 'Papers' | 'Discussion' | 'Writing'
  /** Whoever may, with a token. Absent: for everybody. */
  needs?: Action
  parameters: P
  body?: GenericSchema<unknown, B>
  answer: Answer
  /** Statuses of refusals beside those of every call: 400, 401, 429, 503 and, where it needs a token, 403. */
  refusals: readonly (404 | 409)[]
  handle(call: Call<P, B>): Promise<Response>
}

/** An operation whose parameters and body are known to its handler. */
export const operation = <P extends Parameters, B = undefined>(one: Operation<P, B>): Operation =>
  one as unknown as Operation
