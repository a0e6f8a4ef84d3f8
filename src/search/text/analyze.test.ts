import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ANALYSIS_VERSION, analyze, scanTerms, wordsOf } from './analyze.ts'
import { hostileText } from './hostile-text.fixture.ts'

const examples: [text: string, terms: string, joined?: string][] = [
  ['Sparse gradients, quickly', 'spars gradient quickli'],
  ['Pre-training', 'pre train', 'pretrain'],
  ['pretraining', 'pretrain'],
  ['GPT-4 beats GPT-3.5', 'gpt 4 beat gpt 3.5', 'gpt4 gpt3.5'],
  ['COVID-19', 'covid 19', 'covid19'],
  ['ResNet50 and Llama3.1', 'resnet50 and llama3.1', 'resnet llama'],
  ['YOLOv8', 'yolov8', 'yolo'],
  ['on-line', 'on line', 'onlin'],
  ['a state-of-the-art method', 'a state of the art method'],
  ['end-to-end', 'end to end', 'endtoend'],
  ['Navier--Stokes', 'navier stoke', 'navierstok'],
  ['1990-2010', '1990 2010'],
  ['LoRA for BERT', 'lora for bert'],
  ["Bayes's rule isn't O'Brien's", 'bay rule isnt o brien', 'obrien'],
  ['l’Hôpital', 'l hopit', 'lhopit'],
  ['C++, C#, .NET and g++', 'c++ c# .net and g++'],
  ['10,000 of 1,234,567 or 3, 4', '10000 of 1234567 or 3 4'],
  ['arXiv:2407.21783v2 in cs.LG', 'arxiv 2407.21783v2 in cs lg'],
  ['10.1000/xyz', '10.1000 xyz'],
  ['Łódź, Straße, naïve, ﬁne, ＧＰＴ４', 'lodz strass naiv fine gpt4', 'gpt'],
  ['α-synuclein', 'alpha synuclein', 'alphasynuclein'],
  ['学习 with 模型', '学 习 with 模 型'],
  ['한국어 처리', '한국어 처리'],
]

const latexExamples: typeof examples = [
  ['Erd\\H{o}s and Poincar\\\'e and G\\"odel', 'erdo and poincar and godel'],
  ['S{\\o}rensen, {\\\'E}cole, \\AA ngstr{\\"o}m, na\\"{\\i}ve', 'sorensen ecol angstrom naiv'],
  ['$\\ell_1$', 'l 1', 'l1'],
  ['CO$_2$ and CH$_3$OH', 'co 2 and ch 3 oh', 'co2 ch3 3oh ch3oh'],
  ['$k$-NN and $O(n^2)$', 'k nn and o n 2', 'knn n2'],
  ['\\mathcal{O}(n \\log n)', 'o n log n'],
  ['$\\alpha$-stable with $\\varepsilon \\leq 1$', 'alpha stabl with epsilon 1', 'alphast'],
  ['\\begin{align} x \\end{align} \\emph{hello}', 'x hello'],
  ['as shown \\cite{doe2020some} by \\OurMethod', 'as shown by ourmethod'],
  ['{B}ERT', 'b ert', 'bert'],
  ['soft\\-ware', 'softwar'],
]

test('text becomes terms', () => {
  for (const [text, terms, joined = ''] of [...examples, ...latexExamples]) {
    const found = analyze(text)
    assert.deepEqual([found.terms.join(' '), found.joined.join(' ')], [terms, joined], text)
  }
  assert.ok(ANALYSIS_VERSION >= 1)
})

test('words know where they stand', () => {
  const text = "The Erd\\H{o}s–Rényi graph isn't Bayes’s"
  assert.deepEqual(
    wordsOf(text).map((word) => [text.slice(word.start, word.end), word.folded]),
    [
      ['The', 'the'],
      ['Erd\\H{o}s', 'erdos'],
      ['Rényi', 'renyi'],
      ['graph', 'graph'],
      ["isn't", 'isnt'],
      ['Bayes', 'bayes'],
    ],
  )
})

test('any text has terms that are words, in the order of their places', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const { terms } = analyze(text)
      const words = wordsOf(text)
      assert.deepEqual(
        terms,
        words.map((word) => word.term),
      )
      let last = 0
      for (const { start, end, term } of words) {
        assert.ok(last <= start && start < end && end <= text.length)
        assert.ok(term !== '' && term.length <= 64 && term.isWellFormed() && !/\s/.test(term))
        last = end
      }
    }),
  )
})

test('joined terms span the words that they join', () => {
  const found: [string, number, number][] = []
  scanTerms('the pre-training of', { word: () => {}, joined: (...joined) => found.push(joined) })
  assert.deepEqual(found, [['pretrain', 4, 16]])
})

test('long runs of anything are read to the end', () => {
  for (const unit of [
    'a',
    '\u0301',
    '\ud800',
    '{',
    '\\',
    '$',
    '\\begin{',
    "'",
    '-',
    'a-',
    '.',
    '1,',
    '学',
    '{\\"',
    'y',
  ])
    assert.ok(wordsOf(`${unit.repeat(100_000)} end`).length >= 1)
})
