import { allChannels } from '../channels/channel-queries.ts'
import { countChannelDeliveries } from '../channels/delivery-queries.ts'
import { counted } from '../count-text.ts'
import type { Db } from '../db/connect.ts'
import { type Check, ok, warning } from './check.ts'

/** Channels that are sent nothing any more, that nothing reaches, or where nobody knows whether something arrived. */
export async function checkChannels(db: Db): Promise<Check> {
  const channels = await allChannels(db)
  const silent = channels.filter(({ state }) => state === 'disabled')
  const failing = channels.filter(({ state, failingSince }) => state === 'active' && failingSince !== null)
  if (silent.length > 0 || failing.length > 0) {
    return warning(
      'channels',
      `${counted(silent.length, 'channel')} disabled, and nothing reaches ${failing.length} more.`,
      'An admin sees why at /admin/channels, and can have what failed sent again.',
    )
  }
  const counts = await countChannelDeliveries(db)
  const numberOf = (state: string) =>
    counts.filter((count) => count.state === state).reduce((sum, { deliveries }) => sum + deliveries, 0)
  const doubtful = numberOf('doubtful')
  const says = `${counted(channels.length, 'channel')}; ${counted(numberOf('waiting'), 'delivery', 'deliveries')} on the way`
  return ok('channels', doubtful === 0 ? `${says}.` : `${says}, ${doubtful} doubtful.`)
}
