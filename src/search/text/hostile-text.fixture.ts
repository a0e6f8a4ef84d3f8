import fc from 'fast-check'

const fragments = fc.constantFrom(
  ...'\\ { } $ $$ ^ _ - -- --- \' ’ " ( ) [ ] . , + # * : / < > & ~ ` @'.split(' '),
  ' ',
  '\n',
  '\t',
  '\0',
  '\u0301',
  '\u00ad',
  '\u200d',
  '\ud83d',
  '\ude00',
  '😀',
  '𝐀',
  '学',
  'ﷺ',
  'か\u3099',
  '\\(',
  '\\)',
  '\\[',
  '\\]',
  '\\"o',
  '\\H{o}',
  '\\alpha',
  '\\emph{',
  '\\begin{align}',
  '\\end{align}',
  '<i>',
  '</i>',
  '&amp;',
  '-training',
  'C++',
  "don't",
  '10,000',
  '3.14',
  'OR',
  'AND',
  'NOT',
  'title:',
  'author:',
  'category:cs.CL',
  'after:2024',
  'before:20',
  'has:code',
  'graph',
  'networks',
  'pre',
)

/** Any code points, unassigned ones and halves of pairs too. */
export const anyCharacters: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.nat(0xff), fc.nat(0xffff), fc.nat(0x10ffff)), { maxLength: 70 })
  .map((codes) => String.fromCodePoint(...codes))

/** Text made to break what reads it: pieces of every syntax that is read, and any character. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 3, arbitrary: fragments }, anyCharacters), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''))
