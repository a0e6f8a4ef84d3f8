import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '../../errors.ts'
import { refuseForeignContent } from './refuse-content.ts'

const refusalOf = (head: Buffer | string): string | null => {
  try {
    refuseForeignContent(Buffer.from(head))
    return null
  } catch (error) {
    assert.ok(error instanceof Invalid)
    return error.message
  }
}

const text = '{"id":"2603.00001","title":"Größe, 数学"}'

test('archives and documents are refused by their kind', () => {
  assert.match(refusalOf('PK\x03\x04rest') ?? '', /a zip archive.*unpack/)
  assert.match(refusalOf(Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1')) ?? '', /7-Zip/)
  assert.match(refusalOf('%PDF-1.7') ?? '', /PDF.*export/)
})

test('wide text is refused with what to do, with and without a mark', () => {
  const bigEndian = Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
  for (const wide of [Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(text, 'utf16le'), bigEndian]) {
    assert.match(refusalOf(wide) ?? '', /UTF-16.*iconv/)
  }
})

test('text and noise are left to their readers', () => {
  for (const head of [
    text,
    `\ufeff${text}`,
    '',
    'x',
    '\0',
    '@article{a,',
    Buffer.alloc(5000),
    Buffer.from([255, 0, 1]),
  ]) {
    assert.equal(refusalOf(head), null)
  }
})
