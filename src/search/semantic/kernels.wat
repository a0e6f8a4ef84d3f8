;; What the meaning half does millions of times. Of relaxed SIMD only relaxed_swizzle, and only with numbers below 16, for
;; which it is the same on every machine: others may round differently, and vectors must be the same everywhere. Addresses
;; and lengths are in bytes.
(module
  (import "env" "memory" (memory 1))

  ;; out (f32, 32 per block) = sum of the weights of the rows whose bit is set, for every bit.
  ;; rows: i32 addresses; weights: f32; the caller turns set/clear into +/− by 2·out − Σ weights.
  (func (export "sumBits") (param $out i32) (param $blocks i32) (param $rows i32) (param $weights i32) (param $count i32)
    (local $block i32) (local $r i32) (local $w i32) (local $end i32) (local $bits v128) (local $weight v128)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128)
    (local $s4 v128) (local $s5 v128) (local $s6 v128) (local $s7 v128)
    (local.set $end (i32.add (local.get $rows) (i32.shl (local.get $count) (i32.const 2))))
    (block $done (loop $blocks
      (br_if $done (i32.ge_u (local.get $block) (local.get $blocks)))
      (local.set $s0 (v128.const i32x4 0 0 0 0)) (local.set $s1 (v128.const i32x4 0 0 0 0))
      (local.set $s2 (v128.const i32x4 0 0 0 0)) (local.set $s3 (v128.const i32x4 0 0 0 0))
      (local.set $s4 (v128.const i32x4 0 0 0 0)) (local.set $s5 (v128.const i32x4 0 0 0 0))
      (local.set $s6 (v128.const i32x4 0 0 0 0)) (local.set $s7 (v128.const i32x4 0 0 0 0))
      (local.set $r (local.get $rows))
      (local.set $w (local.get $weights))
      (block $summed (loop $tokens
        (br_if $summed (i32.ge_u (local.get $r) (local.get $end)))
        (local.set $bits (v128.load32_splat
          (i32.add (i32.load (local.get $r)) (i32.shl (local.get $block) (i32.const 2)))))
        (local.set $weight (v128.load32_splat (local.get $w)))
        (local.set $s0 (f32x4.add (local.get $s0) (v128.and (local.get $weight) (i32x4.eq (v128.and (local.get $bits)
          (v128.const i32x4 1 2 4 8)) (v128.const i32x4 1 2 4 8)))))
        (local.set $s1 (f32x4.add (local.get $s1) (v128.and (local.get $weight) (i32x4.eq (v128.and (local.get $bits)
          (v128.const i32x4 0x10 0x20 0x40 0x80)) (v128.const i32x4 0x10 0x20 0x40 0x80)))))
        (local.set $s2 (f32x4.add (local.get $s2) (v128.and (local.get $weight) (i32x4.eq (v128.and (local.get $bits)
          (v128.const i32x4 0x100 0x200 0x400 0x800)) (v128.const i32x4 0x100 0x200 0x400 0x800)))))
        (local.set $s3 (f32x4.add (local.get $s3) (v128.and (local.get $weight) (i32x4.eq (v128.and (local.get $bits)
          (v128.const i32x4 0x1000 0x2000 0x4000 0x8000)) (v128.const i32x4 0x1000 0x2000 0x4000 0x8000)))))
        (local.set $s4 (f32x4.add (local.get $s4) (v128.and (local.get $weight) (i32x4.eq (v128.and (local.get $bits)
          (v128.const i32x4 0x10000 0x20000 0x40000 0x80000)) (v128.const i32x4 0x10000 0x20000 0x40000 0x80000)))))
        (local.set $s5 (f32x4.add (local.get $s5) (v128.and (local.get $weight) (i32x4.eq (v128.and (local.get $bits)
          (v128.const i32x4 0x100000 0x200000 0x400000 0x800000)) (v128.const i32x4 0x100000 0x200000 0x400000 0x800000)))))
        (local.set $s6 (f32x4.add (local.get $s6) (v128.and (local.get $weight) (i32x4.eq (v128.and (local.get $bits)
          (v128.const i32x4 0x1000000 0x2000000 0x4000000 0x8000000)) (v128.const i32x4 0x1000000 0x2000000 0x4000000 0x8000000)))))
        (local.set $s7 (f32x4.add (local.get $s7) (v128.and (local.get $weight) (i32x4.eq (v128.and (local.get $bits)
          (v128.const i32x4 0x10000000 0x20000000 0x40000000 0x80000000)) (v128.const i32x4 0x10000000 0x20000000 0x40000000 0x80000000)))))
        (local.set $r (i32.add (local.get $r) (i32.const 4)))
        (local.set $w (i32.add (local.get $w) (i32.const 4)))
        (br $tokens)))
      (v128.store (local.get $out) (local.get $s0))
      (v128.store offset=16 (local.get $out) (local.get $s1))
      (v128.store offset=32 (local.get $out) (local.get $s2))
      (v128.store offset=48 (local.get $out) (local.get $s3))
      (v128.store offset=64 (local.get $out) (local.get $s4))
      (v128.store offset=80 (local.get $out) (local.get $s5))
      (v128.store offset=96 (local.get $out) (local.get $s6))
      (v128.store offset=112 (local.get $out) (local.get $s7))
      (local.set $out (i32.add (local.get $out) (i32.const 128)))
      (local.set $block (i32.add (local.get $block) (i32.const 1)))
      (br $blocks))))

  ;; Weight of the bits in which documents differ from the query, over their first bits. Documents stand in groups of
  ;; sixteen, interleaved by bytes: a vector is the same byte of sixteen documents, so that nothing has to be added across a
  ;; vector. tables: for every byte the weights of its low four bits, then of its high four, by their value. Looking up four
  ;; bits costs less than weighing them apart. size: bytes of a group, a multiple of 128. out: u16 a document. A byte's sum stays below 256: 16 times 12 at most.
  (func (export "scanTables") (param $groups i32) (param $end i32) (param $size i32) (param $tables i32) (param $out i32)
    (local $x v128) (local $sum v128) (local $first v128) (local $second v128) (local $at i32) (local $next i32) (local $q i32)
    (block $done (loop $group
      (br_if $done (i32.ge_u (local.get $groups) (local.get $end)))
      (local.set $first (v128.const i32x4 0 0 0 0))
      (local.set $second (v128.const i32x4 0 0 0 0))
      (local.set $at (local.get $groups))
      (local.set $next (i32.add (local.get $groups) (local.get $size)))
      (local.set $q (local.get $tables))
      (loop $bytes
        (local.set $sum (v128.const i32x4 0 0 0 0))
        (local.set $x (v128.load (local.get $at)))
        (local.set $sum (i8x16.add (local.get $sum) (i8x16.add
          (i8x16.relaxed_swizzle (v128.load (local.get $q)) (v128.and (local.get $x) (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15)))
          (i8x16.relaxed_swizzle (v128.load offset=16 (local.get $q)) (i8x16.shr_u (local.get $x) (i32.const 4))))))
        (local.set $x (v128.load offset=16 (local.get $at)))
        (local.set $sum (i8x16.add (local.get $sum) (i8x16.add
          (i8x16.relaxed_swizzle (v128.load offset=32 (local.get $q)) (v128.and (local.get $x) (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15)))
          (i8x16.relaxed_swizzle (v128.load offset=48 (local.get $q)) (i8x16.shr_u (local.get $x) (i32.const 4))))))
        (local.set $x (v128.load offset=32 (local.get $at)))
        (local.set $sum (i8x16.add (local.get $sum) (i8x16.add
          (i8x16.relaxed_swizzle (v128.load offset=64 (local.get $q)) (v128.and (local.get $x) (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15)))
          (i8x16.relaxed_swizzle (v128.load offset=80 (local.get $q)) (i8x16.shr_u (local.get $x) (i32.const 4))))))
        (local.set $x (v128.load offset=48 (local.get $at)))
        (local.set $sum (i8x16.add (local.get $sum) (i8x16.add
          (i8x16.relaxed_swizzle (v128.load offset=96 (local.get $q)) (v128.and (local.get $x) (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15)))
          (i8x16.relaxed_swizzle (v128.load offset=112 (local.get $q)) (i8x16.shr_u (local.get $x) (i32.const 4))))))
        (local.set $x (v128.load offset=64 (local.get $at)))
        (local.set $sum (i8x16.add (local.get $sum) (i8x16.add
          (i8x16.relaxed_swizzle (v128.load offset=128 (local.get $q)) (v128.and (local.get $x) (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15)))
          (i8x16.relaxed_swizzle (v128.load offset=144 (local.get $q)) (i8x16.shr_u (local.get $x) (i32.const 4))))))
        (local.set $x (v128.load offset=80 (local.get $at)))
        (local.set $sum (i8x16.add (local.get $sum) (i8x16.add
          (i8x16.relaxed_swizzle (v128.load offset=160 (local.get $q)) (v128.and (local.get $x) (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15)))
          (i8x16.relaxed_swizzle (v128.load offset=176 (local.get $q)) (i8x16.shr_u (local.get $x) (i32.const 4))))))
        (local.set $x (v128.load offset=96 (local.get $at)))
        (local.set $sum (i8x16.add (local.get $sum) (i8x16.add
          (i8x16.relaxed_swizzle (v128.load offset=192 (local.get $q)) (v128.and (local.get $x) (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15)))
          (i8x16.relaxed_swizzle (v128.load offset=208 (local.get $q)) (i8x16.shr_u (local.get $x) (i32.const 4))))))
        (local.set $x (v128.load offset=112 (local.get $at)))
        (local.set $sum (i8x16.add (local.get $sum) (i8x16.add
          (i8x16.relaxed_swizzle (v128.load offset=224 (local.get $q)) (v128.and (local.get $x) (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15)))
          (i8x16.relaxed_swizzle (v128.load offset=240 (local.get $q)) (i8x16.shr_u (local.get $x) (i32.const 4))))))
        (local.set $first (i16x8.add (local.get $first) (i16x8.extend_low_i8x16_u (local.get $sum))))
        (local.set $second (i16x8.add (local.get $second) (i16x8.extend_high_i8x16_u (local.get $sum))))
        (local.set $at (i32.add (local.get $at) (i32.const 128)))
        (local.set $q (i32.add (local.get $q) (i32.const 256)))
        (br_if $bytes (i32.lt_u (local.get $at) (local.get $next))))
      (v128.store (local.get $out) (local.get $first))
      (v128.store offset=16 (local.get $out) (local.get $second))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (local.set $groups (local.get $next))
      (br $group))))

  ;; Numbers of the documents whose distance (u16) is at most $limit, in order, as u32 from $out on; returns where they end.
  (func (export "within") (param $at i32) (param $end i32) (param $limit i32) (param $out i32) (result i32)
    (local $limits v128) (local $first i32) (local $found i32)
    (local.set $limits (i16x8.splat (local.get $limit)))
    (block $done (loop $group
      (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
      (local.set $found (i16x8.bitmask (i16x8.le_u (v128.load (local.get $at)) (local.get $limits))))
      (block $none (loop $each
        (br_if $none (i32.eqz (local.get $found)))
        (i32.store (local.get $out) (i32.add (local.get $first) (i32.ctz (local.get $found))))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $found (i32.and (local.get $found) (i32.sub (local.get $found) (i32.const 1))))
        (br $each)))
      (local.set $first (i32.add (local.get $first) (i32.const 8)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $group)))
    (local.get $out))

  ;; Loads a byte of every 64 of the rows in the list: the processor then waits for many of them at a time instead of for one
  ;; after the other, which takes seven times as long. What it returns says nothing.
  (func (export "touch") (param $rows i32) (param $width i32) (param $list i32) (param $end i32) (result i32)
    (local $row i32) (local $stop i32) (local $seen i32)
    (block $done (loop $each
      (br_if $done (i32.ge_u (local.get $list) (local.get $end)))
      (local.set $row (i32.add (local.get $rows) (i32.mul (i32.load (local.get $list)) (local.get $width))))
      (local.set $stop (i32.add (local.get $row) (local.get $width)))
      (loop $lines
        (local.set $seen (i32.or (local.get $seen) (i32.load8_u (local.get $row))))
        (local.set $row (i32.add (local.get $row) (i32.const 64)))
        (br_if $lines (i32.lt_u (local.get $row) (local.get $stop))))
      (local.set $list (i32.add (local.get $list) (i32.const 4)))
      (br $each)))
    (local.get $seen))

  ;; The same weight over whole rows ($width bytes each, a multiple of 16, from $rows on) of chosen documents. list: u32, their
  ;; numbers. query: signs, ones, twos, $width bytes each. out: u16, in the order of the list. The rows stand anywhere in
  ;; memory, so call `touch` before.
  (func (export "weightedDistances") (param $rows i32) (param $width i32) (param $list i32) (param $end i32)
    (param $query i32) (param $out i32)
    (local $row i32) (local $stop i32) (local $q i32) (local $x v128) (local $sum v128) (local $pairs v128)
    (block $done (loop $each
      (br_if $done (i32.ge_u (local.get $list) (local.get $end)))
      (local.set $row (i32.add (local.get $rows) (i32.mul (i32.load (local.get $list)) (local.get $width))))
      (local.set $stop (i32.add (local.get $row) (local.get $width)))
      (local.set $q (local.get $query))
      (local.set $pairs (v128.const i32x4 0 0 0 0))
      (loop $bytes
        (local.set $x (v128.xor (v128.load (local.get $row)) (v128.load (local.get $q))))
        (local.set $pairs (i16x8.add (local.get $pairs) (i16x8.extadd_pairwise_i8x16_u (i8x16.popcnt (v128.and
          (local.get $x) (v128.load (i32.add (local.get $q) (local.get $width))))))))
        (local.set $pairs (i16x8.add (local.get $pairs) (i16x8.shl (i16x8.extadd_pairwise_i8x16_u (i8x16.popcnt (v128.and
          (local.get $x) (v128.load (i32.add (local.get $q) (i32.shl (local.get $width) (i32.const 1))))))) (i32.const 1))))
        (local.set $q (i32.add (local.get $q) (i32.const 16)))
        (local.set $row (i32.add (local.get $row) (i32.const 16)))
        (br_if $bytes (i32.lt_u (local.get $row) (local.get $stop))))
      (local.set $sum (i32x4.extadd_pairwise_i16x8_u (local.get $pairs)))
      (i32.store16 (local.get $out) (i32.add
        (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
        (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
      (local.set $list (i32.add (local.get $list) (i32.const 4)))
      (local.set $out (i32.add (local.get $out) (i32.const 2)))
      (br $each))))

  ;; Σ query · level over one document, 32 dimensions a turn; see quantize.ts. query: f32, in order.
  (func (export "dotLevels") (param $bits i32) (param $end i32) (param $codes i32) (param $fifth i32) (param $query i32)
    (result f32)
    (local $x v128) (local $nibbles v128) (local $b v128) (local $negative v128) (local $low v128) (local $level v128)
    (local $wide v128) (local $s0 v128) (local $s1 v128)
    (block $done (loop $each
      (br_if $done (i32.ge_u (local.get $bits) (local.get $end)))
      (local.set $x (v128.load (local.get $codes)))
      (local.set $nibbles (v128.and (local.get $x) (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15)))
      (local.set $b (i16x8.splat (i32.load16_u (local.get $bits))))
      (local.set $negative (i8x16.eq (v128.const i32x4 0 0 0 0) (v128.and
        (i8x16.swizzle (local.get $b) (v128.const i8x16 0 0 0 0 0 0 0 0 1 1 1 1 1 1 1 1))
        (v128.const i8x16 1 2 4 8 16 32 64 128 1 2 4 8 16 32 64 128))))
      (local.set $b (i16x8.splat (i32.load16_u (local.get $fifth))))
      (local.set $low (i8x16.eq (v128.const i32x4 0 0 0 0) (v128.and
        (i8x16.swizzle (local.get $b) (v128.const i8x16 0 0 0 0 0 0 0 0 1 1 1 1 1 1 1 1))
        (v128.const i8x16 1 2 4 8 16 32 64 128 1 2 4 8 16 32 64 128))))
      (local.set $level (v128.bitselect
        (i8x16.swizzle (v128.const i8x16 1 4 7 10 12 15 18 20 23 26 28 31 34 36 39 42) (local.get $nibbles))
        (i8x16.swizzle (v128.const i8x16 45 48 51 54 57 61 64 68 72 76 81 87 93 101 111 127) (local.get $nibbles))
        (local.get $low)))
      (local.set $level (i8x16.sub (v128.xor (local.get $level) (local.get $negative)) (local.get $negative)))
      (local.set $wide (i16x8.extend_low_i8x16_s (local.get $level)))
      (local.set $s0 (f32x4.add (local.get $s0) (f32x4.mul (v128.load (local.get $query))
        (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $wide))))))
      (local.set $s1 (f32x4.add (local.get $s1) (f32x4.mul (v128.load offset=16 (local.get $query))
        (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $wide))))))
      (local.set $wide (i16x8.extend_high_i8x16_s (local.get $level)))
      (local.set $s0 (f32x4.add (local.get $s0) (f32x4.mul (v128.load offset=32 (local.get $query))
        (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $wide))))))
      (local.set $s1 (f32x4.add (local.get $s1) (f32x4.mul (v128.load offset=48 (local.get $query))
        (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $wide))))))
      (local.set $nibbles (i8x16.shr_u (local.get $x) (i32.const 4)))
      (local.set $b (i16x8.splat (i32.load16_u offset=2 (local.get $bits))))
      (local.set $negative (i8x16.eq (v128.const i32x4 0 0 0 0) (v128.and
        (i8x16.swizzle (local.get $b) (v128.const i8x16 0 0 0 0 0 0 0 0 1 1 1 1 1 1 1 1))
        (v128.const i8x16 1 2 4 8 16 32 64 128 1 2 4 8 16 32 64 128))))
      (local.set $b (i16x8.splat (i32.load16_u offset=2 (local.get $fifth))))
      (local.set $low (i8x16.eq (v128.const i32x4 0 0 0 0) (v128.and
        (i8x16.swizzle (local.get $b) (v128.const i8x16 0 0 0 0 0 0 0 0 1 1 1 1 1 1 1 1))
        (v128.const i8x16 1 2 4 8 16 32 64 128 1 2 4 8 16 32 64 128))))
      (local.set $level (v128.bitselect
        (i8x16.swizzle (v128.const i8x16 1 4 7 10 12 15 18 20 23 26 28 31 34 36 39 42) (local.get $nibbles))
        (i8x16.swizzle (v128.const i8x16 45 48 51 54 57 61 64 68 72 76 81 87 93 101 111 127) (local.get $nibbles))
        (local.get $low)))
      (local.set $level (i8x16.sub (v128.xor (local.get $level) (local.get $negative)) (local.get $negative)))
      (local.set $wide (i16x8.extend_low_i8x16_s (local.get $level)))
      (local.set $s0 (f32x4.add (local.get $s0) (f32x4.mul (v128.load offset=64 (local.get $query))
        (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $wide))))))
      (local.set $s1 (f32x4.add (local.get $s1) (f32x4.mul (v128.load offset=80 (local.get $query))
        (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $wide))))))
      (local.set $wide (i16x8.extend_high_i8x16_s (local.get $level)))
      (local.set $s0 (f32x4.add (local.get $s0) (f32x4.mul (v128.load offset=96 (local.get $query))
        (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $wide))))))
      (local.set $s1 (f32x4.add (local.get $s1) (f32x4.mul (v128.load offset=112 (local.get $query))
        (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $wide))))))
      (local.set $bits (i32.add (local.get $bits) (i32.const 4)))
      (local.set $fifth (i32.add (local.get $fifth) (i32.const 4)))
      (local.set $codes (i32.add (local.get $codes) (i32.const 16)))
      (local.set $query (i32.add (local.get $query) (i32.const 128)))
      (br $each)))
    (local.set $s0 (f32x4.add (local.get $s0) (local.get $s1)))
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $s0)) (f32x4.extract_lane 1 (local.get $s0)))
      (f32.add (f32x4.extract_lane 2 (local.get $s0)) (f32x4.extract_lane 3 (local.get $s0)))))
)
