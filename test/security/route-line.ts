import type { Action } from '../../src/accounts/permissions.ts'
import type { Door } from './door.ts'

export interface RouteLine {
  /** As it is registered: `POST /sources/:source/run`. */
  route: string
  needs: Action
  path(door: Door): string | Promise<string>
  /** What its form sends. */
  fields?(door: Door): Record<string, string> | Promise<Record<string, string>>
  /** What a program sends instead of a form. */
  json?(door: Door): object
  /** It is about something of the owner. */
  owned?: true
  /** Statuses for whoever may; a page is 200 and a form is answered by 303, where nothing else is said. */
  answers?: number[]
}

type Facts = Partial<Pick<RouteLine, 'owned' | 'answers' | 'json'>> & {
  fields?: RouteLine['fields'] | Record<string, string>
}

export function line(
  route: string,
  needs: Action,
  path: RouteLine['path'] | string,
  { fields, ...facts }: Facts = {},
): RouteLine {
  return {
    ...{ route, needs, path: typeof path === 'string' ? () => path : path },
    ...(fields && { fields: typeof fields === 'function' ? fields : () => fields }),
    ...facts,
  }
}

/** For everyone. */
export const open = (route: string, path: RouteLine['path'] | string, ...answers: number[]): RouteLine =>
  line(route, 'read', path, answers.length > 0 ? { answers } : {})
