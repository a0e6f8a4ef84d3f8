import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { SourceTrouble } from '../source-trouble.ts'
import { readXml } from './read-xml.ts'
import { childOf, childrenOf, textOf, type XmlElement } from './xml-element.ts'

describe('an XML document', () => {
  test('becomes elements, attributes and texts', () => {
    const root = readXml(
      '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!-- by hand --><a:list n="1" a:m=\'&quot;2&quot;\'>\n<b>x &amp; <i>y</i></b><b/><![CDATA[<z>]]></a:list>\n',
    )
    assert.equal(root.name, 'list')
    assert.equal(root.prefix, 'a')
    assert.deepEqual({ ...root.attributes }, { n: '1', 'a:m': '"2"' })
    assert.deepEqual(childrenOf(root, 'b').map(textOf), ['x & y', ''])
    assert.equal(textOf(childOf(root, 'b')), 'x & y')
    assert.equal(childOf(root, 'c'), undefined)
    assert.equal(textOf(undefined), '')
    assert.equal(textOf(root).trim(), 'x & y<z>')
  })

  test('may hold references to characters', () => {
    assert.equal(textOf(readXml('<a>&#xd6;&#233;&#x1F600;&lt;</a>')), 'Öé😀<')
  })

  test('may use names that objects have', () => {
    const root = readXml('<constructor __proto__="1" toString="2"><__proto__/></constructor>')
    assert.equal(root.name, 'constructor')
    assert.equal(root.attributes.toString, '2')
    assert.equal(Object.getPrototypeOf(root.attributes), null)
    assert.equal(childrenOf(root, '__proto__').length, 1)
  })
})

describe('what is no whole and plain document is refused', () => {
  const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
  const cases: Record<string, string> = {
    'an empty answer': '',
    'white space': ' \n ',
    'plain text': 'Rate exceeded.',
    HTML: '<!DOCTYPE html><html><body><p>Sorry<br></body></html>',
    'HTML without a type': '<html><body><br></body></html>',
    'a cut text': '<a><b>half',
    'a cut tag': '<a><b',
    'a cut attribute': '<a><b c="d',
    'a cut comment': '<a><!-- b',
    'unclosed character data': '<a><![CDATA[ b',
    'an unclosed root': '<a><b></b>',
    'a wrong end': '<a><b></a></b>',
    'two roots': '<a/><b/>',
    'text behind the root': '<a/>b',
    'an unknown entity': '<a>&nbsp;</a>',
    'an entity called like a method': '<a>&constructor;</a>',
    'a reference to no character': '<a>&#0;</a>',
    'a reference to half a character': '<a>&#xd800;</a>',
    'a bare ampersand': '<a>b & c</a>',
    'an unquoted attribute': '<a b=c/>',
    'an attribute that breaks sax': '<a hasOwnProperty="1" b="2"/>',
    'a document type': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    'an external entity': '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    'a billion laughs': `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]><a>&l9;</a>`,
    'a style sheet': '<?xml-stylesheet href="x.xsl"?><a/>',
    'a processing instruction': '<a><?php echo 1 ?></a>',
    'a declaration within': '<a><?xml version="1.0"?></a>',
    'deep nesting': '<a>'.repeat(61) + '</a>'.repeat(61),
  }
  for (const [name, text] of Object.entries(cases)) test(name, () => refused(text))
})

describe('hostile documents cost no more than their length', () => {
  const long = 1_000_000
  const cases: Record<string, string> = {
    'a name of a million letters': `<${'a'.repeat(long)}/>`,
    'an attribute of a million letters': `<a b="${'c'.repeat(long)}"/>`,
    'an entity of a million letters': `<a>&${'b'.repeat(long)};</a>`,
    'a declaration of a million letters': `<a><!${'b'.repeat(long)}></a>`,
    'a declaration of a million quotes': `<a><!${`"'`.repeat(long / 2)}></a>`,
    'a comment of a million dashes': `<a><!-- ${'- '.repeat(long / 2)}--></a>`,
    'character data of a million brackets': `<a><![CDATA[${']'.repeat(long)}]]></a>`,
    'a million starts of character data': '<a><![CDATA[<![CDATA['.repeat(long / 20),
    'a million ampersands': `<a>${'&amp;'.repeat(long / 5)}</a>`,
    'a million attributes': `<a ${Array.from({ length: long / 8 }, (_, i) => `b${i}=""`).join(' ')}/>`,
    'a million elements': `<a>${'<b/>'.repeat(long / 4)}</a>`,
    'a million openings': '<a>'.repeat(long / 3),
    'a million smaller signs': `<a>${'<'.repeat(long)}`,
    'a million blanks in a tag': `<a>< ${' '.repeat(long)}`,
  }
  for (const [name, text] of Object.entries(cases)) {
    test(name, { timeout: 5_000 }, () => {
      try {
        readXml(text)
      } catch (error) {
        assert.ok(error instanceof SourceTrouble, String(error))
      }
    })
  }

  test('more parts than any answer has', () => {
    refused(`<a>${'<b/>'.repeat(1_000_001)}</a>`)
  })
})

test('what was written is read again', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,5}$/)
  const words = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !/\p{Cc}/u.test(text))
  const { tree } = fc.letrec<{ tree: Written }>((tie) => ({
    tree: fc.record({
      name,
      children: fc.array(fc.oneof({ depthSize: 'small' }, words, tie('tree')), { maxLength: 4 }),
    }),
  }))
  fc.assert(fc.property(tree, (written) => assert.deepEqual(plain(readXml(print(written))), joined(written))))
})

test('no document makes it throw anything else', () => {
  const pieces = fc.constantFrom(
    '<a',
    '<b>',
    '</b>',
    '</a>',
    '>',
    '/>',
    '"',
    ' c="',
    '&amp;',
    '&',
    ';',
    '<!--',
    '-->',
  )
  const others = fc.constantFrom(
    '<![CDATA[',
    ']]>',
    '<?xml ',
    '?>',
    '<!DOCTYPE',
    'x',
    ' ',
    '\ud800',
    '\0',
    'hasOwnProperty=""',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, others), { maxLength: 30 }), (parts) => {
      try {
        readXml(parts.join(''))
      } catch (error) {
        assert.ok(error instanceof SourceTrouble)
      }
    }),
  )
})

function refused(text: string): void {
  assert.throws(
    () => readXml(text),
    (error) =>
      error instanceof SourceTrouble && error.kind === 'garbled' && /^[A-Z].*\.$/.test(error.message),
  )
}

interface Written {
  name: string
  children: (Written | string)[]
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&#62;')
const print = ({ name, children }: Written): string =>
  `<${name}>${children.map((child) => (typeof child === 'string' ? escaped(child) : print(child))).join('')}</${name}>`

const plain = ({ name, children }: XmlElement): Written => ({
  name,
  children: children.map((child) => (typeof child === 'string' ? child : plain(child))),
})

/** Texts side by side are one when read again. */
function joined({ name, children }: Written): Written {
  const all: (Written | string)[] = []
  for (const child of children) {
    const last = all.at(-1)
    if (typeof child === 'string' && typeof last === 'string') all[all.length - 1] = last + child
    else all.push(typeof child === 'string' ? child : joined(child))
  }
  return { name, children: all }
}
