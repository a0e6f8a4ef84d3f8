// The language in which somebody reads dates. Only dates are written in it: everything else of a letter is English.

import { Invalid } from '../errors.ts'
import { type Day, startOfDay } from '../papers/calendar.ts'

/** BCP 47 tags. The platform writes dates in each of them; names of the languages as their speakers write them. */
export const dateLanguages = [
  { tag: 'en-GB', name: 'English' },
  { tag: 'en-US', name: 'English (United States)' },
  { tag: 'ar', name: 'العربية' },
  { tag: 'cs', name: 'čeština' },
  { tag: 'da', name: 'dansk' },
  { tag: 'de', name: 'Deutsch' },
  { tag: 'el', name: 'Ελληνικά' },
  { tag: 'es', name: 'español' },
  { tag: 'fa', name: 'فارسی' },
  { tag: 'fi', name: 'suomi' },
  { tag: 'fr', name: 'français' },
  { tag: 'he', name: 'עברית' },
  { tag: 'hi', name: 'हिन्दी' },
  { tag: 'hu', name: 'magyar' },
  { tag: 'id', name: 'Indonesia' },
  { tag: 'it', name: 'italiano' },
  { tag: 'ja', name: '日本語' },
  { tag: 'ko', name: '한국어' },
  { tag: 'nb', name: 'norsk bokmål' },
  { tag: 'nl', name: 'Nederlands' },
  { tag: 'pl', name: 'polski' },
  { tag: 'pt-BR', name: 'português (Brasil)' },
  { tag: 'pt-PT', name: 'português (Portugal)' },
  { tag: 'ro', name: 'română' },
  { tag: 'ru', name: 'русский' },
  { tag: 'sv', name: 'svenska' },
  { tag: 'th', name: 'ไทย' },
  { tag: 'tr', name: 'Türkçe' },
  { tag: 'uk', name: 'українська' },
  { tag: 'vi', name: 'Tiếng Việt' },
  { tag: 'zh-Hans', name: '简体中文' },
  { tag: 'zh-Hant', name: '繁體中文' },
] as const

export type DateLanguage = (typeof dateLanguages)[number]['tag']

/** Until somebody says otherwise. */
export const usualLanguage: DateLanguage = 'en-GB'

export interface DateText {
  text: string
  language: DateLanguage
  direction: 'ltr' | 'rtl'
}

/** Nothing said: as usual. @throws Invalid */
export function readDateLanguage(text: string): DateLanguage {
  if (text === '') return usualLanguage
  const known = dateLanguages.find(({ tag }) => tag.toLowerCase() === text.toLowerCase())
  if (known) return known.tag
  throw new Invalid('Dates aren’t written in that language. Choose one of the list, such as de or pt-BR.', {
    language: `must be one of ${dateLanguages.map(({ tag }) => tag).join(', ')}`,
  })
}

const forms = {
  /** “29 October” */
  short: { day: 'numeric', month: 'long' },
  /** “29 October 2025” */
  plain: { day: 'numeric', month: 'long', year: 'numeric' },
  /** “Wednesday, 29 October 2025” */
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const rightToLeft: readonly DateLanguage[] = ['ar', 'fa', 'he']

/** A day in words of that language. Years are those of the site’s addresses, whatever calendar is usual there. */
export function dateText(day: Day, form: keyof typeof forms, language: DateLanguage): DateText {
  const text = formatOf(form, language).format(startOfDay(day))
  return { text, language, direction: rightToLeft.includes(language) ? 'rtl' : 'ltr' }
}

/** For lines of plain text: what is written from the right stands apart from the words around it. */
export const inLine = ({ text, direction }: DateText): string =>
  direction === 'rtl' ? `\u2068${text}\u2069` : text

const made = new Map<string, Intl.DateTimeFormat>()

/** Making one costs more than a letter. */
function formatOf(form: keyof typeof forms, language: DateLanguage): Intl.DateTimeFormat {
  const name = `${form} ${language}`
  const format =
    made.get(name) ??
    new Intl.DateTimeFormat(language, { ...forms[form], timeZone: 'UTC', calendar: 'gregory' })
  made.set(name, format)
  return format
}
