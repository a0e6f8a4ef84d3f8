import { NotFound } from '../../errors.ts'
import { type Assets, assetResponse } from '../assets.ts'
import type { Ctx } from '../environment.ts'
import { faviconIco, faviconSvg } from '../favicon.ts'

const ONE_DAY = 'public, max-age=86400'

/** Files whose names hold a hash of their content. */
export function sendAsset(assets: Assets) {
  return (c: Ctx): Response => {
    const response = assetResponse(assets, c.req.param('name') ?? '')
    if (!response) throw new NotFound('There is no such file. It may belong to another version of this site.')
    return response
  }
}

export function sendFavicon(c: Ctx): Response {
  return c.body(faviconSvg, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': ONE_DAY })
}

export function sendFaviconIco(c: Ctx): Response {
  return c.body(faviconIco, 200, { 'Content-Type': 'image/x-icon', 'Cache-Control': ONE_DAY })
}
