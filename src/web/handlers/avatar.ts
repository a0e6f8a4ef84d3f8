import { NotFound } from '../../errors.ts'
import type { Ctx } from '../environment.ts'
import { faceColour, faceColours, initialOf } from '../views/face-colour.ts'

const A_WEEK = 'public, max-age=604800'

/** A disc with the initial of a name: no picture of anybody is fetched or kept. */
export function sendAvatar(c: Ctx): Response {
  const [, name] = /^(.{1,200})\.svg$/u.exec(c.req.param('file') ?? '') ?? []
  if (name === undefined) throw new NotFound('There is no page at this address.')
  c.header('Cache-Control', A_WEEK)
  return c.body(draw(name), 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' })
}

const draw = (name: string): string =>
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">' +
  `<circle cx="32" cy="32" r="32" fill="${faceColours[faceColour(name)]}"/>` +
  '<text x="32" y="32" dy=".36em" text-anchor="middle" fill="#fff" font-family="Georgia, serif" font-size="30">' +
  `${letter(name)}</text></svg>`

/** Nothing that could be markup. */
const letter = (name: string): string => (/^[\p{L}\p{N}]/u.test(name) ? initialOf(name) : '?')
