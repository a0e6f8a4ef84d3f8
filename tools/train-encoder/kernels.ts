// The trainer's inner loops as WebAssembly text, unrolled here because the text format has no loops over registers.
// All addresses and strides are in bytes, all numbers 32-bit floats; rows are multiples of 32 floats long.

import loadWabt from 'wabt'

export interface Kernels {
  /** C (4·panelsA rows × 8·panelsB columns) = or += A·B; A packed [panel][k][4], B packed [panel][k][8]. */
  gemm(
    a: number,
    b: number,
    c: number,
    stride: number,
    panelsA: number,
    panelsB: number,
    k: number,
    add: number,
  ): void
  /** out = Σ weights[i] · row at (base + offsets[i]). */
  gather(out: number, base: number, offsets: number, weights: number, count: number, length: number): void
  dot(a: number, b: number, length: number): number
  /** row = (row + other · factor) · scale. */
  combine(row: number, other: number, factor: number, scale: number, length: number): void
  /** row = exp((row − 1) · inverseTemperature); adds to `sums` element by element, gives the row's sum. */
  exponentials(row: number, sums: number, inverseTemperature: number, length: number): number
  /** row = row · (factors + factor): the softmax gradient over rows and columns at once. */
  softmaxGradient(row: number, factors: number, factor: number, length: number): void
  /** Adagrad: squares += g², values −= rate · g / √squares. */
  adagrad(values: number, squares: number, gradient: number, rate: number, length: number): void
  /** out = sign(values) · mean|values|. */
  binarise(out: number, values: number, length: number): void
}

/** Assembles the kernels; the module imports a shared memory as `env.memory`. */
export async function assembleKernels(maximumPages: number): Promise<Uint8Array<ArrayBuffer>> {
  const wabt = await loadWabt()
  const features = { simd: true, threads: true, relaxed_simd: true }
  const parsed = wabt.parseWat('kernels.wat', moduleText(maximumPages), features)
  const { buffer } = parsed.toBinary({})
  parsed.destroy()
  return new Uint8Array(buffer)
}

/** The functions of an assembled module over a shared memory. */
export function startKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  // The exports are what the text below says; the types of WebAssembly know nothing of them.
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels
}

const times = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n')

/** A loop over `pointers`, each moved by its step, until the first has reached `end`. */
const loop = (name: string, end: string, steps: Record<string, number>, body: string): string => `
  (block $${name}_out (loop $${name}
    (br_if $${name}_out (i32.ge_u (local.get $${Object.keys(steps)[0]}) ${end}))
    ${body}
    ${Object.entries(steps)
      .map(
        ([pointer, step]) => `(local.set $${pointer} (i32.add (local.get $${pointer}) (i32.const ${step})))`,
      )
      .join('\n')}
    (br $${name})))`

const params = (...names: string[]): string =>
  names
    .map((name) => (name.startsWith('f:') ? `(param $${name.slice(2)} f32)` : `(param $${name} i32)`))
    .join(' ')

const locals = (type: string, ...names: string[]): string =>
  names.map((name) => `(local $${name} ${type})`).join(' ')

const after = (pointer: string, length: string): string =>
  `(i32.add (local.get $${pointer}) (i32.shl (local.get $${length}) (i32.const 2)))`

const sumLanes = (vector: string): string =>
  `(f32.add (f32.add ${times(2, (i) => `(f32x4.extract_lane ${i} (local.get $${vector}))`)})
    (f32.add ${times(2, (i) => `(f32x4.extract_lane ${i + 2} (local.get $${vector}))`)}))`

const moduleText = (maximumPages: number): string => `(module
  (import "env" "memory" (memory 1 ${maximumPages} shared))
  ${gemm()} ${gather()} ${dot()} ${combine()} ${exponentials()} ${softmaxGradient()} ${adagrad()} ${binarise()})`

// 4 × 8 results stay in 8 registers while k runs: two multiply-adds a cycle need eight independent sums.
function gemm(): string {
  const step = (k: number) => `
    (local.set $b0 (v128.load offset=${k * 32} (local.get $pb)))
    (local.set $b1 (v128.load offset=${k * 32 + 16} (local.get $pb)))
    ${times(
      4,
      (r) => `(local.set $x (v128.load32_splat offset=${k * 16 + r * 4} (local.get $pa)))
    (local.set $c${r}0 (f32x4.relaxed_madd (local.get $x) (local.get $b0) (local.get $c${r}0)))
    (local.set $c${r}1 (f32x4.relaxed_madd (local.get $x) (local.get $b1) (local.get $c${r}1)))`,
    )}`
  const cell = (r: number, h: number) => `$c${r}${h}`
  const each = (line: (r: number, h: number) => string) => times(8, (i) => line(i >> 1, i & 1))
  const row = (r: number) => `(i32.add (local.get $pc) (i32.mul (local.get $stride) (i32.const ${r})))`
  return `(func (export "gemm") ${params('a', 'b', 'c', 'stride', 'panelsA', 'panelsB', 'k', 'add')}
    ${locals('i32', 'i', 'j', 'pa', 'pb', 'pc', 'end', 'sizeA', 'sizeB', 'nextC')} ${locals('v128', 'x', 'b0', 'b1')}
    ${each((r, h) => `(local ${cell(r, h)} v128)`)}
    (local.set $sizeA (i32.shl (local.get $k) (i32.const 4)))
    (local.set $sizeB (i32.shl (local.get $k) (i32.const 5)))
    ${loop(
      'columns',
      '(local.get $panelsB)',
      { j: 1, c: 32 },
      `(local.set $i (i32.const 0)) (local.set $pa (local.get $a)) (local.set $nextC (local.get $c))
      ${loop(
        'rows',
        '(local.get $panelsA)',
        { i: 1 },
        `(local.set $pc (local.get $nextC)) (local.set $pb (local.get $b))
        (local.set $end (i32.add (local.get $pa) (local.get $sizeA)))
        (if (local.get $add) (then
          ${each((r, h) => `(local.set ${cell(r, h)} (v128.load offset=${h * 16} ${row(r)}))`)})
        (else ${each((r, h) => `(local.set ${cell(r, h)} (v128.const i32x4 0 0 0 0))`)}))
        ${loop('inner', '(local.get $end)', { pa: 64, pb: 128 }, times(4, step))}
        ${each((r, h) => `(v128.store offset=${h * 16} ${row(r)} (local.get ${cell(r, h)}))`)}
        (local.set $nextC (i32.add (local.get $nextC) (i32.shl (local.get $stride) (i32.const 2))))`,
      )}
      (local.set $b (i32.add (local.get $b) (local.get $sizeB)))`,
    )})`
}

function gather(): string {
  return `(func (export "gather") ${params('out', 'base', 'offsets', 'weights', 'count', 'length')}
    ${locals('i32', 'row', 'o', 'w', 'end', 'last')} (local $x v128) ${times(8, (i) => `(local $s${i} v128)`)}
    (local.set $end ${after('out', 'length')}) (local.set $last ${after('offsets', 'count')})
    ${loop(
      'blocks',
      '(local.get $end)',
      { out: 128, base: 128 },
      `${times(8, (i) => `(local.set $s${i} (v128.const i32x4 0 0 0 0))`)}
      (local.set $o (local.get $offsets)) (local.set $w (local.get $weights))
      ${loop(
        'rows',
        '(local.get $last)',
        { o: 4, w: 4 },
        `(local.set $row (i32.add (local.get $base) (i32.load (local.get $o))))
        (local.set $x (v128.load32_splat (local.get $w)))
        ${times(8, (i) => `(local.set $s${i} (f32x4.relaxed_madd (local.get $x) (v128.load offset=${i * 16} (local.get $row)) (local.get $s${i})))`)}`,
      )}
      ${times(8, (i) => `(v128.store offset=${i * 16} (local.get $out) (local.get $s${i}))`)}`,
    )})`
}

function dot(): string {
  return `(func (export "dot") ${params('a', 'b', 'length')} (result f32) (local $end i32) (local $s v128)
    (local.set $end ${after('a', 'length')})
    ${loop('each', '(local.get $end)', { a: 16, b: 16 }, '(local.set $s (f32x4.relaxed_madd (v128.load (local.get $a)) (v128.load (local.get $b)) (local.get $s)))')}
    ${sumLanes('s')})`
}

function combine(): string {
  return `(func (export "combine") ${params('row', 'other', 'f:factor', 'f:scale', 'length')} (local $end i32)
    (local.set $end ${after('row', 'length')})
    ${loop(
      'each',
      '(local.get $end)',
      { row: 16, other: 16 },
      `(v128.store (local.get $row) (f32x4.mul (f32x4.splat (local.get $scale))
        (f32x4.relaxed_madd (f32x4.splat (local.get $factor)) (v128.load (local.get $other)) (v128.load (local.get $row)))))`,
    )})`
}

// 2^(i + f): the polynomial gives 2^f for f in [0, 1), the exponent bits give 2^i. Relative error below 1e-5.
function exponentials(): string {
  const coefficients = [0.00189269, 0.00894283, 0.05586624, 0.24014159, 0.69315475, 0.99999994]
  const polynomial = coefficients
    .slice(1)
    .reduce(
      (sum, c) => `(f32x4.relaxed_madd ${sum} (local.get $f) (f32x4.splat (f32.const ${c})))`,
      `(f32x4.splat (f32.const ${coefficients[0]}))`,
    )
  return `(func (export "exponentials") ${params('row', 'sums', 'f:inverse', 'length')} (result f32)
    (local $end i32) ${locals('v128', 's', 't', 'f', 'floor', 'scale')}
    (local.set $end ${after('row', 'length')})
    (local.set $scale (f32x4.splat (f32.mul (local.get $inverse) (f32.const 1.44269504))))
    ${loop(
      'each',
      '(local.get $end)',
      { row: 16, sums: 16 },
      `(local.set $t (f32x4.max (f32x4.splat (f32.const -120)) (f32x4.mul (local.get $scale)
        (f32x4.sub (v128.load (local.get $row)) (f32x4.splat (f32.const 1))))))
      (local.set $floor (f32x4.floor (local.get $t)))
      (local.set $f (f32x4.sub (local.get $t) (local.get $floor)))
      (local.set $t (f32x4.mul ${polynomial} (i32x4.shl (i32x4.add (i32x4.trunc_sat_f32x4_s (local.get $floor))
        (i32x4.splat (i32.const 127))) (i32.const 23))))
      (v128.store (local.get $row) (local.get $t))
      (v128.store (local.get $sums) (f32x4.add (v128.load (local.get $sums)) (local.get $t)))
      (local.set $s (f32x4.add (local.get $s) (local.get $t)))`,
    )}
    ${sumLanes('s')})`
}

function softmaxGradient(): string {
  return `(func (export "softmaxGradient") ${params('row', 'factors', 'f:factor', 'length')} (local $end i32)
    (local.set $end ${after('row', 'length')})
    ${loop(
      'each',
      '(local.get $end)',
      { row: 16, factors: 16 },
      `(v128.store (local.get $row) (f32x4.mul (v128.load (local.get $row))
        (f32x4.add (v128.load (local.get $factors)) (f32x4.splat (local.get $factor)))))`,
    )})`
}

function adagrad(): string {
  return `(func (export "adagrad") ${params('values', 'squares', 'gradient', 'f:rate', 'length')}
    (local $end i32) ${locals('v128', 'g', 's')}
    (local.set $end ${after('values', 'length')})
    ${loop(
      'each',
      '(local.get $end)',
      { values: 16, squares: 16, gradient: 16 },
      `(local.set $g (v128.load (local.get $gradient)))
      (local.set $s (f32x4.relaxed_madd (local.get $g) (local.get $g) (v128.load (local.get $squares))))
      (v128.store (local.get $squares) (local.get $s))
      (v128.store (local.get $values) (f32x4.sub (v128.load (local.get $values))
        (f32x4.div (f32x4.mul (f32x4.splat (local.get $rate)) (local.get $g))
          (f32x4.sqrt (f32x4.add (local.get $s) (f32x4.splat (f32.const 1e-20)))))))`,
    )})`
}

function binarise(): string {
  return `(func (export "binarise") ${params('out', 'values', 'length')}
    (local $end i32) (local $p i32) ${locals('v128', 's', 'mean')}
    (local.set $end ${after('values', 'length')}) (local.set $p (local.get $values))
    ${loop('sum', '(local.get $end)', { p: 16 }, '(local.set $s (f32x4.add (local.get $s) (f32x4.abs (v128.load (local.get $p)))))')}
    (local.set $mean (f32x4.splat (f32.div ${sumLanes('s')} (f32.convert_i32_s (local.get $length)))))
    ${loop(
      'each',
      '(local.get $end)',
      { values: 16, out: 16 },
      `(v128.store (local.get $out) (v128.bitselect (f32x4.neg (local.get $mean)) (local.get $mean)
        (f32x4.lt (v128.load (local.get $values)) (v128.const i32x4 0 0 0 0))))`,
    )})`
}
