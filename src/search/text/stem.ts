// M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, pp. 130–137, with the two departures of his own
// published program ("bli" → "ble", "logi" → "log").

/** The stem of a folded word. Words with digits or other letters than a to z stay as they are, as do those of one or two letters. */
export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word
  return tidied(withoutFourth(withoutThird(withoutSecond(withYAsI(withoutPast(withoutPlural(word)))))))
}

// Step 1a.
function withoutPlural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2)
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

// Step 1b.
function withoutPast(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const ending = word.endsWith('ed') ? 2 : word.endsWith('ing') ? 3 : 0
  const rest = word.slice(0, word.length - ending)
  if (ending === 0 || !hasVowel(rest)) return word
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`
  if (endsDoubled(rest) && !/[lsz]$/.test(rest)) return rest.slice(0, -1)
  return measure(rest) === 1 && endsShort(rest) ? `${rest}e` : rest
}

// Step 1c.
function withYAsI(word: string): string {
  return word.endsWith('y') && hasVowel(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word
}

/** Longest first, so that the first that fits is the longest. */
type Endings = readonly (readonly [ending: string, replacement: string])[]

function byLength(endings: string): Endings {
  return endings
    .split(/\s+/)
    .map((pair) => {
      const [ending = '', replacement = ''] = pair.split('>')
      return [ending, replacement] as const
    })
    .sort(([a], [b]) => b.length - a.length)
}

const second = byLength(
  'ational>ate tional>tion enci>ence anci>ance izer>ize bli>ble alli>al entli>ent eli>e ousli>ous ization>ize ation>ate ator>ate alism>al iveness>ive fulness>ful ousness>ous aliti>al iviti>ive biliti>ble logi>log',
)
const third = byLength('icate>ic ative> alize>al iciti>ic ical>ic ful> ness>')
const fourth = byLength(
  'al> ance> ence> er> ic> able> ible> ant> ement> ment> ent> ion> ou> ism> ate> iti> ous> ive> ize>',
)

// Steps 2 and 3.
function withoutSecond(word: string): string {
  return replaced(word, second)
}

function withoutThird(word: string): string {
  return replaced(word, third)
}

function replaced(word: string, endings: Endings): string {
  const found = endings.find(([ending]) => word.endsWith(ending))
  if (!found) return word
  const rest = word.slice(0, -found[0].length)
  return measure(rest) > 0 ? rest + found[1] : word
}

// Step 4.
function withoutFourth(word: string): string {
  const found = fourth.find(([ending]) => word.endsWith(ending))
  if (!found) return word
  const rest = word.slice(0, -found[0].length)
  if (found[0] === 'ion' && !/[st]$/.test(rest)) return word
  return measure(rest) > 1 ? rest : word
}

// Step 5.
function tidied(word: string): string {
  let result = word
  if (word.endsWith('e')) {
    const rest = word.slice(0, -1)
    const size = measure(rest)
    if (size > 1 || (size === 1 && !endsShort(rest))) result = rest
  }
  return result.endsWith('ll') && measure(result) > 1 ? result.slice(0, -1) : result
}

function isConsonant(word: string, at: number): boolean {
  const letter = word[at] ?? ''
  if ('aeiou'.includes(letter)) return false
  if (letter !== 'y') return true
  // A y is a consonant at the beginning and behind a vowel; a run of them alternates.
  let first = at
  while (first > 0 && word[first - 1] === 'y') first--
  const firstIsConsonant = first === 0 || isConsonant(word, first - 1) === false
  return (at - first) % 2 === 0 ? firstIsConsonant : !firstIsConsonant
}

/** How often a vowel is followed by a consonant: Porter's m. */
function measure(word: string): number {
  let count = 0
  for (let at = 1; at < word.length; at++) if (isConsonant(word, at) && !isConsonant(word, at - 1)) count++
  return count
}

function hasVowel(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (!isConsonant(word, at)) return true
  return false
}

function endsDoubled(word: string): boolean {
  const last = word.length - 1
  return last > 0 && word[last] === word[last - 1] && isConsonant(word, last)
}

/** Consonant, vowel, consonant, the last not w, x or y: *o in the paper. */
function endsShort(word: string): boolean {
  const last = word.length - 1
  return (
    last >= 2 &&
    isConsonant(word, last) &&
    !isConsonant(word, last - 1) &&
    isConsonant(word, last - 2) &&
    !/[wxy]$/.test(word)
  )
}
