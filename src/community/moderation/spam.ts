// What makes a comment spam: pure rules over the text and what its writer wrote before. docs/moderation.md says them to
// people; the figures stand here.

/** Stricter for accounts that are new (accounts/roles.ts). */
export const commentLimits = {
  new: { perDay: 10, links: 2 },
  known: { perDay: 200, links: 12 },
} as const

/** The same text counts as repeated within this time. */
export const REPEAT_WINDOW_MS = 86_400_000

/** Short texts such as “Thank you!” may be said again. */
const SHORTEST_REPEATED = 25

/** Share of three-word runs in common from which two longer texts are the same. */
const SAME_FROM = 0.85

/** Words beside links that a comment of a new account needs for each link. */
const WORDS_PER_LINK = 4

export interface CommentToJudge {
  text: string
  isNew: boolean
  /** Of the same writer, any order. */
  recent: readonly { text: string; at: number }[]
  now: number
}

/** A whole sentence for the writer, or null where nothing speaks against the comment. */
export function spamProblem({ text, isNew, recent, now }: CommentToJudge): string | null {
  const links = linkProblem(text, isNew)
  if (links !== null) return links
  const limits = isNew ? commentLimits.new : commentLimits.known
  const today = recent.filter(({ at }) => now - at < REPEAT_WINDOW_MS)
  if (today.length >= limits.perDay) {
    const why = isNew ? ' while your account is new' : ''
    return `You can write ${limits.perDay} comments a day${why}. Try again tomorrow.`
  }
  if (today.some((earlier) => isRepeated(text, earlier.text))) {
    return 'You wrote the same a short time ago. Say it once, where it belongs.'
  }
  return null
}

/** What speaks against its links alone: holds for comments that are edited, too. */
export function linkProblem(text: string, isNew: boolean): string | null {
  const links = linksIn(text)
  const most = (isNew ? commentLimits.new : commentLimits.known).links
  if (links.length > most) {
    const why = isNew ? ' while your account is new' : ''
    return `A comment holds at most ${most} links${why}, not ${links.length}. Leave some out.`
  }
  if (isNew && links.length > 0 && wordsBeside(text, links) < links.length * WORDS_PER_LINK) {
    return 'A link alone says little: write in a sentence what is behind it, and why it matters here.'
  }
  return null
}

/** Each address once, as often as Markdown and readers would see a link. */
export function linksIn(text: string): string[] {
  const found =
    text.match(/\bhttps?:\/\/[^\s<>()[\]"']+|(?<![\w@./-])www\.[^\s<>()[\]"']+|\]\(\s*<?[^\s)>]+/gi) ?? []
  const addresses = found.map((one) => one.replace(/^\]\(\s*<?/, '').replace(/[.,;:!?]+$/, ''))
  return [...new Set(addresses)].filter((address) => !/^[/#]/.test(address) || address.startsWith('//'))
}

/** Whether two texts are the same but for case, spaces, signs, invisible letters and a few words. */
export function isRepeated(text: string, earlier: string): boolean {
  const [one, other] = [fold(text), fold(earlier)]
  if (Math.min(one.length, other.length) < SHORTEST_REPEATED) return false
  if (one === other) return true
  const [runs, otherRuns] = [runsOf(one), runsOf(other)]
  const common = [...runs].filter((run) => otherRuns.has(run)).length
  const all = runs.size + otherRuns.size - common
  return all > 0 && common / all >= SAME_FROM
}

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{Cf}\p{M}]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Texts of fewer than three words are one run. */
function runsOf(folded: string): Set<string> {
  const words = folded.split(' ')
  if (words.length < 3) return new Set([folded])
  return new Set(words.slice(2).map((_, at) => words.slice(at, at + 3).join(' ')))
}

function wordsBeside(text: string, links: readonly string[]): number {
  const rest = links.reduce((left, link) => left.replaceAll(link, ' '), text)
  return (rest.match(/[\p{L}\p{N}]+/gu) ?? []).length
}
