/** All there are, with what they show. */
export const reactions = { thanks: '🙏', insight: '💡', celebrate: '🎉', unclear: '❓' } as const

export type Reaction = keyof typeof reactions

export const isReaction = (text: string): text is Reaction => Object.hasOwn(reactions, text)
