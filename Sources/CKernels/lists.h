// Vector shims for the sparse kernel: a document is a list of its topics.
//
// A list is a length followed by its entries, each a topic in the lower and a count in the upper
// sixteen bits; what stands behind the last entry, up to the next multiple of eight, has a count of zero:
// zeros, and perhaps the length of the list behind it.
#ifndef TRENDS_CKERNELS_LISTS_H
#define TRENDS_CKERNELS_LISTS_H

#include "lanes.h"

#pragma clang fp contract(off)
#pragma clang assume_nonnull begin

typedef uint32_t tr_uint8 __attribute__((ext_vector_type(8)));
typedef uint32_t tr_uint8_packed __attribute__((ext_vector_type(8), aligned(4)));
typedef uint64_t tr_ulong_packed __attribute__((aligned(4)));

/// A term's row for the scan: phi(k) = (n(k,w) + beta) / (n(k) + V·beta), and alpha(k)·phi(k)
/// summed over every 64 topics. `padded` is a multiple of 64.
TR_INLINE void tr_term_row(
    const int32_t *counts, const float *inverse, const float *alpha, float beta, float *phi,
    float *smoothing, int64_t padded) {
  for (int64_t k = 0; k < padded; k += 64) {
    tr_float8 sums = (tr_float8)0.0f;
    for (int64_t i = k; i < k + 64; i += 8) {
      tr_float8 n = __builtin_convertvector(*(const tr_int8 *)(counts + i), tr_float8);
      tr_float8 value = (n + beta) * *(const tr_float8 *)(inverse + i);
      *(tr_float8 *)(phi + i) = value;
      sums += value * *(const tr_float8 *)(alpha + i);
    }
    smoothing[k / 64] =
        ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
  }
}

/// The elements that eight entries name. Indices are cut out of four words of 64 bits: 2.4 ns a
/// call, where the gather instruction of AVX2 took 3.6 and indices from a vector 3.0 (Zen 3).
TR_INLINE tr_float8 tr_gather(const float *base, const uint32_t *entries) {
  const tr_ulong_packed *pairs = (const tr_ulong_packed *)entries;
  uint64_t a = pairs[0], b = pairs[1], c = pairs[2], d = pairs[3];
  return (tr_float8){base[a & 0xffff], base[a >> 32 & 0xffff], base[b & 0xffff],
                     base[b >> 32 & 0xffff], base[c & 0xffff], base[c >> 32 & 0xffff],
                     base[d & 0xffff], base[d >> 32 & 0xffff]};
}

/// Inclusive sums over eight lanes, in three doubling steps.
TR_INLINE tr_float8 tr_lane_ends(tr_float8 sums) {
  const tr_float8 zero = (tr_float8)0.0f;
  sums += __builtin_shufflevector(zero, sums, 7, 8, 9, 10, 11, 12, 13, 14);
  sums += __builtin_shufflevector(zero, sums, 6, 7, 8, 9, 10, 11, 12, 13);
  sums += __builtin_shufflevector(zero, sums, 4, 5, 6, 7, 8, 9, 10, 11);
  return sums;
}

/// Running sums of n(d,k)·phi(k) over a document's list, along eight lanes, stored after every
/// eight entries; their ends lane by lane; and where one of the topics stands in the list.
///
/// - returns: the mass of the whole list.
TR_INLINE float tr_scan_list(
    const uint32_t *entries, int64_t length, const float *phi, uint32_t topic, float *cumulative,
    float *ends, int64_t *place) {
  const tr_uint8 lanes = {0, 1, 2, 3, 4, 5, 6, 7};
  tr_float8 sums = (tr_float8)0.0f;
  // Places are counted from far away, so that the largest is the first: padding holds topic 0.
  tr_uint8 left = (tr_uint8)0x10000u - lanes;
  tr_uint8 found = (tr_uint8)0u;
  for (int64_t i = 0; i < length; i += 8) {
    tr_uint8 entry = *(const tr_uint8_packed *)(entries + i);
    tr_float8 counts = __builtin_convertvector((tr_int8)(entry >> 16), tr_float8);
    sums += counts * tr_gather(phi, entries + i);
    *(tr_float8 *)(cumulative + i) = sums;
    tr_uint8 here = (tr_uint8)((entry & 0xffffu) == topic) & left;
    found = __builtin_elementwise_max(found, here);
    left -= 8u;
  }
  *place = 0x10000 - (int64_t)__builtin_reduce_max(found);
  sums = tr_lane_ends(sums);
  *(tr_float8 *)ends = sums;
  return sums[7];
}

/// Chooses among running sums that lie in eight lanes: the lane first, then the row inside it.
///
/// - cumulative: `[8 × rows]`, running sums down each lane.
/// - ends: the lanes' ends, added up over the lanes; a zero stands before the first.
/// - rest: how far into the whole mass the draw points; then how far into its element.
/// - returns: the element, row by row; one of the last row where rounding says none.
TR_INLINE int64_t tr_choose_element(
    const float *cumulative, int64_t rows, const float *ends, float *rest) {
  tr_bool8 mask = __builtin_convertvector(*(const tr_float8 *)ends <= *rest, tr_bool8);
  int64_t lane = __builtin_popcount(__builtin_bit_cast(uint8_t, mask));
  lane = lane < 7 ? lane : 7;
  float inLane = *rest - ends[lane - 1];
  int64_t row = tr_first_above(cumulative + lane, rows, inLane);
  // The sum before the first row is zero; the load stays inside, the mask takes its value out.
  int32_t before = *(const int32_t *)(cumulative + 8 * (row > 0 ? row - 1 : 0) + lane);
  before &= -(int32_t)(row > 0);
  *rest = inLane - __builtin_bit_cast(float, before);
  return 8 * row + lane;
}

/// Chooses a topic by its alpha(k)·phi(k): first a sum over 64 topics, then one of those topics.
///
/// Without a branch. Two loops that subtracted one mass after another took a quarter of all time at
/// K = 1000 with alpha 0.1, where four of ten tokens come here early in a chain.
///
/// - smoothing: the sums, `[sumCount]` and zeros up to a multiple of eight.
/// - scratch: `[sumCount]` rounded up to a multiple of 64; overwritten.
/// - ends: eight floats, overwritten; a zero stands before the first.
/// - returns: the topic, or -1 where rounding says none.
TR_INLINE int64_t tr_choose_smoothed(
    const float *smoothing, int64_t sumCount, const float *alpha, const float *phi, float rest,
    float *scratch, float *ends) {
  int64_t rows = (sumCount + 7) / 8;
  tr_float8 sums = (tr_float8)0.0f;
  for (int64_t i = 0; i < rows; i++) {
    sums += *(const tr_float8 *)(smoothing + 8 * i);
    *(tr_float8 *)(scratch + 8 * i) = sums;
  }
  *(tr_float8 *)ends = tr_lane_ends(sums);
  int64_t chosen = tr_choose_element(scratch, rows, ends, &rest);
  if (chosen >= sumCount) return -1;
  alpha += 64 * chosen;
  phi += 64 * chosen;
  sums = (tr_float8)0.0f;
  for (int64_t i = 0; i < 64; i += 8) {
    sums += *(const tr_float8 *)(alpha + i) * *(const tr_float8 *)(phi + i);
    *(tr_float8 *)(scratch + i) = sums;
  }
  *(tr_float8 *)ends = tr_lane_ends(sums);
  return 64 * chosen + tr_choose_element(scratch, 8, ends, &rest);
}

/// Where a topic stands in a document's list, or -1. (To walk the whole list without a branch takes as
/// long.)
TR_INLINE int64_t tr_find_entry(const uint32_t *entries, int64_t length, uint32_t topic) {
  for (int64_t i = 0; i < length; i += 8) {
    tr_uint8 entry = *(const tr_uint8_packed *)(entries + i);
    tr_int8 found = (tr_int8)((entry & 0xffffu) == topic) & (tr_int8)(entry > 0xffffu);
    uint8_t bits = __builtin_bit_cast(uint8_t, __builtin_convertvector(found, tr_bool8));
    if (bits) return i + __builtin_ctz(bits);
  }
  return -1;
}

/// Moves a token of a document from the topic at one place of its list to another topic, whose place
/// is known or -1. Without a branch: which of the four cases it is cannot be foretold.
///
/// A new topic is put at the end before the old one may go, so a list needs room for one more.
TR_INLINE void tr_move_in_list(uint32_t *list, int64_t from, uint32_t topic, int64_t place) {
  const uint32_t one = 1u << 16;
  uint32_t *entries = list + 1;
  int64_t length = list[0];
  int64_t isNew = place >> 63;
  place = (place & ~isNew) | (length & isNew);
  length -= isNew;
  entries[place] = (entries[place] | topic) + one;
  entries[from] -= one;
  // An entry that has come to zero gives its place to the last one.
  uint32_t isGone = -(uint32_t)(entries[from] < one);
  __asm__("" : "+r"(isGone));
  uint32_t last = entries[length - 1];
  entries[from] = (entries[from] & ~isGone) | (last & isGone);
  entries[length - 1] &= ~isGone;
  list[0] = (uint32_t)length - (isGone & 1u);
}

#pragma clang assume_nonnull end

#endif
