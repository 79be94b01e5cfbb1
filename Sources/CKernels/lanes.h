// Vector shims for the interleaved dense kernel: eight tokens of eight blocks at a time.
//
// A lone chain of dependent steps (load, weigh, add up, compare, store) leaves most of a core idle.
// Tokens of different blocks do not wait for each other, so their steps are done side by side: the
// scan takes four rows a loop, and the choice takes eight tokens in one vector.
#ifndef TRENDS_CKERNELS_LANES_H
#define TRENDS_CKERNELS_LANES_H

#include "kernels.h"

#pragma clang fp contract(off)
#pragma clang assume_nonnull begin

typedef float tr_float8 __attribute__((ext_vector_type(8)));
typedef int32_t tr_int8 __attribute__((ext_vector_type(8)));
typedef uint16_t tr_ushort8 __attribute__((ext_vector_type(8)));
typedef _Bool tr_bool8 __attribute__((ext_vector_type(8)));

/// A document's row for the scan: (n(d,k) + alpha(k)) / (n(k) + V·beta) for `padded` topics, a
/// multiple of eight. With n(k) frozen the quotient is part of the row, so that the scan needs one
/// product a topic instead of two and no conversion.
TR_INLINE void tr_document_row(
    const uint16_t *counts, const float *alpha, const float *inverse, float *row, int64_t padded) {
  for (int64_t k = 0; k < padded; k += 8) {
    tr_int8 n = __builtin_convertvector(*(const tr_ushort8 *)(counts + k), tr_int8);
    *(tr_float8 *)(row + k) =
        (__builtin_convertvector(n, tr_float8) + *(const tr_float8 *)(alpha + k)) *
        *(const tr_float8 *)(inverse + k);
  }
}

#define TR_SCAN_STEP(i)                                                                        \
  s##i += *(const tr_float8 *)(d##i + k) * (*(const tr_float8 *)(w##i + k) + beta);            \
  *(tr_float8 *)(c##i + k) = s##i;

/// Weights and their running sums for four tokens: document row times (n(k,w) + beta), added up
/// along eight lanes (k mod 8) and stored after every eight topics. Four independent sums hide the
/// latency of the addition. With tr_choose_eight, in place of one token after another: 43 to 25 ns
/// a token at K = 20 and 77 to 47 at K = 100 (kos, AVX2).
TR_INLINE void tr_scan_four(
    float *_Nonnull const *_Nonnull document, const float *_Nonnull const *_Nonnull term,
    float *_Nonnull const *_Nonnull cumulative, float *sums, int64_t padded, float beta) {
  const float *d0 = document[0], *d1 = document[1], *d2 = document[2], *d3 = document[3];
  const float *w0 = term[0], *w1 = term[1], *w2 = term[2], *w3 = term[3];
  float *c0 = cumulative[0], *c1 = cumulative[1], *c2 = cumulative[2], *c3 = cumulative[3];
  tr_float8 s0 = (tr_float8)0.0f, s1 = s0, s2 = s0, s3 = s0;
  for (int64_t k = 0; k < padded; k += 8) {
    TR_SCAN_STEP(0) TR_SCAN_STEP(1) TR_SCAN_STEP(2) TR_SCAN_STEP(3)
  }
  *(tr_float8 *)sums = s0;
  *(tr_float8 *)(sums + 8) = s1;
  *(tr_float8 *)(sums + 16) = s2;
  *(tr_float8 *)(sums + 24) = s3;
}

#define TR_EVEN(a, b) __builtin_shufflevector(a, b, 0, 8, 2, 10, 4, 12, 6, 14)
#define TR_ODD(a, b) __builtin_shufflevector(a, b, 1, 9, 3, 11, 5, 13, 7, 15)
#define TR_LOW_PAIRS(a, b) __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define TR_HIGH_PAIRS(a, b) __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15)
#define TR_LOW_HALVES(a, b) __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11)
#define TR_HIGH_HALVES(a, b) __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15)

/// Chooses for eight tokens at once whether each stays, and otherwise the lane it goes to.
///
/// `sums` holds eight lanes for each of eight tokens. They are transposed, so that lane by lane the
/// running ends of all eight tokens stand in one vector; a scan along each token's own lanes would
/// cost some 35 instructions a token, this costs 8.
///
/// - own: the mass of the topic that each token is on, without the token; it stands first.
/// - uniform: in 0 ... 1 for each token.
/// - rest: for each token, how far into its lane the draw points.
/// - lane: for each token, the lane, in 0 ... 7.
/// - returns: one bit a token, set where it leaves its topic.
TR_INLINE uint32_t tr_choose_eight(
    const float *sums, const float *own, const float *uniform, float *rest, int32_t *lane) {
  const tr_float8 *s = (const tr_float8 *)sums;
  tr_float8 a0 = TR_EVEN(s[0], s[1]), a1 = TR_ODD(s[0], s[1]);
  tr_float8 a2 = TR_EVEN(s[2], s[3]), a3 = TR_ODD(s[2], s[3]);
  tr_float8 a4 = TR_EVEN(s[4], s[5]), a5 = TR_ODD(s[4], s[5]);
  tr_float8 a6 = TR_EVEN(s[6], s[7]), a7 = TR_ODD(s[6], s[7]);
  tr_float8 b0 = TR_LOW_PAIRS(a0, a2), b2 = TR_HIGH_PAIRS(a0, a2);
  tr_float8 b1 = TR_LOW_PAIRS(a1, a3), b3 = TR_HIGH_PAIRS(a1, a3);
  tr_float8 b4 = TR_LOW_PAIRS(a4, a6), b6 = TR_HIGH_PAIRS(a4, a6);
  tr_float8 b5 = TR_LOW_PAIRS(a5, a7), b7 = TR_HIGH_PAIRS(a5, a7);
  tr_float8 p0 = TR_LOW_HALVES(b0, b4), p4 = TR_HIGH_HALVES(b0, b4);
  tr_float8 p1 = TR_LOW_HALVES(b1, b5), p5 = TR_HIGH_HALVES(b1, b5);
  tr_float8 p2 = TR_LOW_HALVES(b2, b6), p6 = TR_HIGH_HALVES(b2, b6);
  tr_float8 p3 = TR_LOW_HALVES(b3, b7), p7 = TR_HIGH_HALVES(b3, b7);
  // Running sums over the lanes, in three rounds.
  p1 += p0, p3 += p2, p5 += p4, p7 += p6;
  p2 += p1, p3 += p1, p6 += p5, p7 += p5;
  p4 += p3, p5 += p3, p6 += p3, p7 += p3;

  tr_float8 first = *(const tr_float8 *)own;
  tr_float8 target = *(const tr_float8 *)uniform * (first + p7);
  tr_float8 beyond = target - first;
  // The lane is the number of ends at or below the target; the end before it is the last of them.
  tr_int8 count = (tr_int8)0;
  tr_int8 before = (tr_int8)0;
  const tr_float8 ends[7] = {p0, p1, p2, p3, p4, p5, p6};
  for (int i = 0; i < 7; i++) {
    tr_int8 below = ends[i] <= beyond;
    count -= below;
    before = ((tr_int8)ends[i] & below) | (before & ~below);
  }
  *(tr_float8 *)rest = beyond - (tr_float8)before;
  *(tr_int8 *)lane = count;
  tr_bool8 leaves = __builtin_convertvector(target >= first, tr_bool8);
  return __builtin_bit_cast(uint8_t, leaves);
}

/// The first of `blocks` running sums, eight floats apart, that exceeds a bound; the last one where
/// rounding says none. A search without branches: a wrong guess would cost more than the search.
TR_INLINE int64_t tr_first_above(const float *sums, int64_t blocks, float bound) {
  // Floats of at least zero are ordered as their bits; a negative bound is below all of them.
  const int32_t *bits = (const int32_t *)sums;
  int64_t boundBits = __builtin_bit_cast(int32_t, bound);
  int64_t at = 0;
  while (blocks > 1) {
    int64_t half = blocks >> 1;
    int64_t atMost = ((int64_t)bits[8 * (at + half - 1)] - boundBits - 1) >> 63;
    // Hides the mask from the compiler, which would make a branch of it again: 48 to 43 ns a token.
    __asm__("" : "+r"(atMost));
    at += atMost & half;
    blocks -= half;
  }
  return at;
}

/// Asks for the cache lines of a row that is read and written soon. The number of lines is the same
/// for every row of a table, so that the loop is predicted.
TR_INLINE void tr_prefetch_row(const void *row, int64_t bytes) {
  for (int64_t at = 0; at < bytes; at += 64) tr_prefetch((const char *)row + at);
}

/// The lowest set bit of a mask that is not zero.
TR_INLINE int64_t tr_lowest_bit(uint32_t mask) { return __builtin_ctz(mask); }

#pragma clang assume_nonnull end

#endif
