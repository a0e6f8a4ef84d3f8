import { counted } from '../count-text.ts'
import type { Db } from '../db/connect.ts'
import { countDeliveries } from '../webhooks/delivery-queries.ts'
import { allHooks } from '../webhooks/hook-queries.ts'
import { type Check, ok, warning } from './check.ts'

/** Webhooks that are told nothing any more, or that nothing reaches. */
export async function checkWebhooks(db: Db): Promise<Check> {
  const hooks = await allHooks(db)
  const silent = hooks.filter(({ state }) => state === 'disabled')
  const failing = hooks.filter(({ state, failingSince }) => state === 'active' && failingSince !== null)
  if (silent.length > 0 || failing.length > 0) {
    return warning(
      'webhooks',
      `${counted(silent.length, 'webhook')} disabled, and nothing reaches ${failing.length} more.`,
      'An admin sees why at /admin/webhooks, and can have what failed sent again.',
    )
  }
  const waiting = (await countDeliveries(db)).filter(({ state }) => state === 'waiting')
  const number = waiting.reduce((sum, { deliveries }) => sum + deliveries, 0)
  return ok(
    'webhooks',
    `${counted(hooks.length, 'webhook')}; ${counted(number, 'delivery', 'deliveries')} on the way.`,
  )
}
