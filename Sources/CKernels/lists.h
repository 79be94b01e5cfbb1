// Vector shims for the sparse kernel: a document is a list of its topics.
//
// A list is a length followed by its entries, each a topic in the lower and a count in the upper
// sixteen bits; what stands behind the last entry, up to the next multiple of eight, is zero.
#ifndef TRENDS_CKERNELS_LISTS_H
#define TRENDS_CKERNELS_LISTS_H

#include "lanes.h"

#pragma clang fp contract(off)
#pragma clang assume_nonnull begin

typedef uint32_t tr_uint8 __attribute__((ext_vector_type(8)));
typedef uint32_t tr_uint8_packed __attribute__((ext_vector_type(8), aligned(4)));

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

/// Eight elements by their indices. The instruction of AVX2 reads the same floats as eight loads.
TR_INLINE tr_float8 tr_gather(const float *base, tr_uint8 at) {
#if defined(__AVX2__)
  typedef float float_lanes __attribute__((vector_size(32)));
  typedef int int_lanes __attribute__((vector_size(32)));
  float_lanes all = (float_lanes)((int_lanes){-1, -1, -1, -1, -1, -1, -1, -1});
  return (tr_float8)__builtin_ia32_gatherd_ps256((float_lanes){0}, base, (int_lanes)at, all, 4);
#else
  return (tr_float8){base[at[0]], base[at[1]], base[at[2]], base[at[3]],
                     base[at[4]], base[at[5]], base[at[6]], base[at[7]]};
#endif
}

/// Running sums of n(d,k)·phi(k) over a document's list, along eight lanes, stored after every
/// eight entries; their ends lane by lane; and how many tokens stand on one of the topics.
///
/// - returns: the mass of the whole list.
TR_INLINE float tr_scan_list(
    const uint32_t *entries, int64_t length, const float *phi, uint32_t topic, float *cumulative,
    float *ends, int32_t *onTopic) {
  tr_float8 sums = (tr_float8)0.0f;
  tr_uint8 held = (tr_uint8)0u;
  for (int64_t i = 0; i < length; i += 8) {
    tr_uint8 entry = *(const tr_uint8_packed *)(entries + i);
    tr_uint8 topics = entry & 0xffffu, counts = entry >> 16;
    sums += __builtin_convertvector((tr_int8)counts, tr_float8) * tr_gather(phi, topics);
    held += (tr_uint8)(topics == topic) & counts;
    *(tr_float8 *)(cumulative + i) = sums;
  }
  *onTopic = (int32_t)(((held[0] + held[1]) + (held[2] + held[3])) +
                       ((held[4] + held[5]) + (held[6] + held[7])));
  const tr_float8 zero = (tr_float8)0.0f;
  sums += __builtin_shufflevector(zero, sums, 7, 8, 9, 10, 11, 12, 13, 14);
  sums += __builtin_shufflevector(zero, sums, 6, 7, 8, 9, 10, 11, 12, 13);
  sums += __builtin_shufflevector(zero, sums, 4, 5, 6, 7, 8, 9, 10, 11);
  *(tr_float8 *)ends = sums;
  return sums[7];
}

/// In how many of eight lanes the value is at most a bound.
TR_INLINE int64_t tr_ends_at_most(const float *ends, float bound) {
  tr_bool8 mask = __builtin_convertvector(*(const tr_float8 *)ends <= bound, tr_bool8);
  return __builtin_popcount(__builtin_bit_cast(uint8_t, mask));
}

/// Where a topic stands in a document's list, or -1.
TR_INLINE int64_t tr_find_entry(const uint32_t *entries, int64_t length, uint32_t topic) {
  for (int64_t i = 0; i < length; i += 8) {
    tr_uint8 entry = *(const tr_uint8_packed *)(entries + i);
    tr_int8 found = (tr_int8)((entry & 0xffffu) == topic) & (tr_int8)(entry > 0xffffu);
    uint8_t bits = __builtin_bit_cast(uint8_t, __builtin_convertvector(found, tr_bool8));
    if (bits) return i + __builtin_ctz(bits);
  }
  return -1;
}

#pragma clang assume_nonnull end

#endif
