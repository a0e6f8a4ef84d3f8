// A message as an admin reads it before it is sent: without the signs that are for programs.

import type { ChannelKind } from '../channel.ts'
import type { DiscordMessage } from './discord.ts'
import type { MastodonMessage } from './mastodon.ts'
import type { MatrixMessage } from './matrix.ts'
import type { SlackMessage } from './slack.ts'

/** Null for programs: they read JSON. */
export function shownText(kind: ChannelKind, message: object): string | null {
  switch (kind) {
    case 'slack':
      return slackText(message as SlackMessage)
    case 'discord':
      return discordText(message as DiscordMessage)
    case 'matrix':
      return (message as MatrixMessage).body
    case 'mastodon':
      return mastodonText(message as MastodonMessage)
    case 'webhook':
      return null
  }
}

function slackText({ blocks }: SlackMessage): string {
  const texts = (blocks as { text: { text: string } }[]).map(({ text }) => text.text)
  return texts
    .join('\n\n')
    .replace(/<([^|<>]*)\|([^<>]*)>/g, '$2')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function discordText({ content = '', embeds }: DiscordMessage): string {
  const blocks = [content, ...embeds.map(({ title, description }) => `${title}\n${description}`)]
  return blocks
    .filter((text) => text !== '')
    .join('\n\n')
    .replace(/(?<!\\)\[((?:\\.|[^\]\\])*)\]\([^)]*\)/g, '$1')
    .replace(/\\(.)/g, '$1')
}

const mastodonText = ({ status, visibility }: MastodonMessage): string => `${status}\n\n(${visibility})`
