// Vector shims for the sampler: sixteen lanes, the same bits on every instruction set.
//
// Everything is written with clang's portable vector types, in one fixed order of operations, and
// contraction to fused multiply-add is off: a fused product rounds once instead of twice, which
// would change draws between CPUs.
#ifndef TRENDS_CKERNELS_H
#define TRENDS_CKERNELS_H

#include <stdint.h>

#pragma clang fp contract(off)

typedef float tr_float16 __attribute__((ext_vector_type(16)));
typedef int32_t tr_int16 __attribute__((ext_vector_type(16)));
typedef uint32_t tr_uint16 __attribute__((ext_vector_type(16)));
typedef uint64_t tr_ulong16 __attribute__((ext_vector_type(16)));
typedef _Bool tr_bool16 __attribute__((ext_vector_type(16)));

#define TR_INLINE static inline __attribute__((always_inline, unused))

/// The weights of sixteen topics: documentWeight * (count + beta) * inverseTotal, in that order.
TR_INLINE tr_float16 tr_weights(
    const float *documentWeight, const int32_t *count, const float *inverseTotal, float beta) {
  tr_float16 words = __builtin_convertvector(*(const tr_int16 *)count, tr_float16) + beta;
  return *(const tr_float16 *)documentWeight * words * *(const tr_float16 *)inverseTotal;
}

/// The same vector with one lane set to zero; a lane outside 0...15 changes nothing.
TR_INLINE tr_float16 tr_without_lane(tr_float16 value, int32_t lane) {
  const tr_int16 lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  tr_int16 keep = lanes != (tr_int16)lane;
  return (tr_float16)((tr_int16)value & keep);
}

/// Inclusive sums over the lanes, in four doubling steps: lane i adds lanes i-1, i-2, i-4, i-8.
TR_INLINE tr_float16 tr_prefix_sums(tr_float16 v) {
  const tr_float16 zero = (tr_float16)0.0f;
  v += __builtin_shufflevector(
      zero, v, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
  v += __builtin_shufflevector(
      zero, v, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
  v += __builtin_shufflevector(
      zero, v, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27);
  v += __builtin_shufflevector(
      zero, v, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23);
  return v;
}

/// In how many of the sixteen lanes the value is at most a bound.
TR_INLINE int32_t tr_count_at_most(tr_float16 value, float bound) {
  tr_bool16 mask = __builtin_convertvector(value <= bound, tr_bool16);
  return __builtin_popcount(__builtin_bit_cast(uint16_t, mask));
}

/// Stores sixteen lanes at a 64-byte boundary.
TR_INLINE void tr_store(float *target, tr_float16 value) { *(tr_float16 *)target = value; }

/// Writes one lane of a row by reading, blending and writing the whole vector: a scalar store
/// followed by a vector load of the same line would stall until the store has left the buffer.
TR_INLINE void tr_blend_lane(float *row, int32_t lane, float value) {
  const tr_int16 lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  tr_int16 here = lanes == (tr_int16)lane;
  tr_int16 old = *(tr_int16 *)row;
  tr_int16 new_ = (tr_int16)(tr_float16)value;
  *(tr_int16 *)row = (new_ & here) | (old & ~here);
}

/// Asks for the cache line at an address, for reading and writing soon.
TR_INLINE void tr_prefetch(const void *address) { __builtin_prefetch(address, 1, 3); }

typedef uint64_t tr_ulong8 __attribute__((ext_vector_type(8)));
typedef uint64_t tr_ulong8_packed __attribute__((ext_vector_type(8), aligned(4)));

/// Philox4x32-10 at the sixteen counters (c0 … c0 + 15, c1, c2, c3): 64 words in counter order.
///
/// Every word lies in the lower half of a lane of 64 bits, where the product of two words has room:
/// lanes of 32 bits would be widened for each product and narrowed again.
///
/// Source: Salmon, Moraes, Dror & Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, SC '11.
TR_INLINE void tr_philox_words(
    uint32_t key0, uint32_t key1, uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3,
    uint32_t *words) {
  const tr_ulong8 lower = (tr_ulong8)0xFFFFFFFFull;
  for (uint32_t first = 0; first < 16; first += 8) {
    const tr_ulong8 steps = {0, 1, 2, 3, 4, 5, 6, 7};
    tr_ulong8 a = ((tr_ulong8)(uint64_t)(c0 + first) + steps) & lower;
    tr_ulong8 b = (tr_ulong8)(uint64_t)c1, c = (tr_ulong8)(uint64_t)c2, d = (tr_ulong8)(uint64_t)c3;
    uint32_t k0 = key0, k1 = key1;
    for (int round = 0; round < 10; round++) {
      tr_ulong8 p0 = (a & lower) * 0xD2511F53ull, p1 = (c & lower) * 0xCD9E8D57ull;
      a = (p1 >> 32) ^ b ^ (tr_ulong8)(uint64_t)k0;
      b = p1 & lower;
      c = (p0 >> 32) ^ d ^ (tr_ulong8)(uint64_t)k1;
      d = p0 & lower;
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
    // Rows of four words, two in a lane, from four columns.
    tr_ulong8 ab = a | b << 32, cd = c | d << 32;
    tr_ulong8_packed *out = (tr_ulong8_packed *)(words + 4 * first);
    out[0] = __builtin_shufflevector(ab, cd, 0, 8, 1, 9, 2, 10, 3, 11);
    out[1] = __builtin_shufflevector(ab, cd, 4, 12, 5, 13, 6, 14, 7, 15);
  }
}

/// 64 uniforms in [0, 1) from 64 words: the upper 24 bits, so that every value is exact.
TR_INLINE void tr_uniforms(const uint32_t *words, float *uniforms) {
  for (int i = 0; i < 64; i++) uniforms[i] = (float)(int32_t)(words[i] >> 8) * 0x1p-24f;
}

/// 64 draws from the exponential distribution with mean 1 from 64 words: −ln((word + ½) · 2⁻³²).
///
/// The logarithm is a series, the same sums and products on every CPU, within 2 ulp: with u = m · 2ᵉ,
/// m in [√½, √2) and s = (m − 1)/(m + 1), ln u = e·ln 2 + 2·(s + s³/3 + s⁵/5 + …).
TR_INLINE void tr_exponentials(const uint32_t *words, double *exponentials) {
  for (int i = 0; i < 64; i++) {
    union { double value; uint64_t bits; } u = {((double)words[i] + 0.5) * 0x1p-32};
    // √½ has the bits that the exponent is counted from.
    int64_t exponent = (int64_t)(u.bits - 0x3FE6A09E667F3BCDull) >> 52;
    u.bits -= (uint64_t)exponent << 52;
    double s = (u.value - 1) / (u.value + 1), q = s * s, sum = 1.0 / 21;
    sum = sum * q + 1.0 / 19;
    sum = sum * q + 1.0 / 17;
    sum = sum * q + 1.0 / 15;
    sum = sum * q + 1.0 / 13;
    sum = sum * q + 1.0 / 11;
    sum = sum * q + 1.0 / 9;
    sum = sum * q + 1.0 / 7;
    sum = sum * q + 1.0 / 5;
    sum = sum * q + 1.0 / 3;
    exponentials[i] = -((double)exponent * 0x1.62E42FEFA39EFp-1 + 2 * (s + s * q * sum));
  }
}

#endif
