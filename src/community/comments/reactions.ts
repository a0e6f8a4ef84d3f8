/** All there are, with what they show: signs that fonts for text have, too. */
export const reactions = { thanks: '♥', insight: '✦', agree: '✓', unclear: '?' } as const

export type Reaction = keyof typeof reactions

export const isReaction = (text: string): text is Reaction => Object.hasOwn(reactions, text)
