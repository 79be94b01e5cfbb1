// Shuffles of documents over dates: the swaps, and the sums of rows of shares.
#ifndef TRENDS_CKERNELS_SHUFFLES_H
#define TRENDS_CKERNELS_SHUFFLES_H

#include "lists.h"

#pragma clang assume_nonnull begin

/// Swaps each of the first values with one of those from it on, a word each, by multiplication (Lemire
/// 2019); stops before a word that would favour some places. Places are worked out together, apart from
/// the swaps, which wait for each other's memory: 2.0 to 2.5 ns a value with its word, 3.0 in one loop.
///
/// - words: at least `count`, which is at most 64.
/// - total: how many values there are, more than `count` or as many.
/// - returns: how many values were swapped.
TR_INLINE int64_t tr_swap_onward(
    uint32_t *values, int64_t count, int64_t total, const uint32_t *words) {
  uint32_t places[64], refused = 0;
  for (int64_t i = 0; i < count; i++) {
    uint32_t bound = (uint32_t)(total - i);
    uint64_t product = (uint64_t)words[i] * bound;
    places[i] = (uint32_t)(product >> 32);
    refused |= (uint32_t)product < bound;
  }
  if (refused) {
    int64_t sound = 0;
    while ((uint32_t)((uint64_t)words[sound] * (uint32_t)(total - sound)) >= (uint32_t)(total - sound))
      sound++;
    count = sound;
  }
  for (int64_t i = 0; i < count; i++) {
    int64_t j = i + places[i];
    uint32_t value = values[i];
    values[i] = values[j];
    values[j] = value;
  }
  return count;
}

typedef uint16_t tr_ushort16 __attribute__((ext_vector_type(16)));
typedef uint16_t tr_ushort32 __attribute__((ext_vector_type(32)));
typedef uint32_t tr_uint32 __attribute__((ext_vector_type(32)));

#define TR_ADD_ROWS(ROW, SUM, ADDED)                                                     \
  do {                                                                                   \
    const ROW *row = (const ROW *)rows;                                                  \
    SUM *sum = (SUM *)sums;                                                              \
    if (each == 1) {                                                                     \
      for (int64_t i = 0; i < count; i++) sum[labels[i]] = ADDED(sum[labels[i]], row[i], SUM); \
    } else {                                                                             \
      for (int64_t i = 0; i < count * each; i++)                                         \
        sum[labels[i]] = ADDED(sum[labels[i]], row[i / each], SUM);                      \
    }                                                                                    \
  } while (0)
#define TR_ADDED_WIDE(SUM, ROW, TYPE) SUM + __builtin_convertvector(ROW, TYPE)
#define TR_ADDED_NARROW(SUM, ROW, TYPE) __builtin_elementwise_add_sat(SUM, ROW)

/// Adds each of some rows to the sums that its labels name, `each` of them a row: sums(label, l) +=
/// rows(i, l) for 8, 16 or 32 lanes. Both are aligned to a row, as clang takes these vectors to be; rows
/// that lie in two cache lines would take a tenth longer.
TR_INLINE void tr_add_rows(
    const uint16_t *rows, int64_t lanes, int64_t count, const uint32_t *labels, int64_t each,
    uint32_t *sums) {
  if (lanes == 8)
    TR_ADD_ROWS(tr_ushort8, tr_uint8, TR_ADDED_WIDE);
  else if (lanes == 16)
    TR_ADD_ROWS(tr_ushort16, tr_uint16, TR_ADDED_WIDE);
  else
    TR_ADD_ROWS(tr_ushort32, tr_uint32, TR_ADDED_WIDE);
}

/// The same with sums of sixteen bits, which stay at 65,535 once they are there: .56 of the time.
TR_INLINE void tr_add_rows_narrow(
    const uint16_t *rows, int64_t lanes, int64_t count, const uint32_t *labels, int64_t each,
    uint16_t *sums) {
  if (lanes == 8)
    TR_ADD_ROWS(tr_ushort8, tr_ushort8, TR_ADDED_NARROW);
  else if (lanes == 16)
    TR_ADD_ROWS(tr_ushort16, tr_ushort16, TR_ADDED_NARROW);
  else
    TR_ADD_ROWS(tr_ushort32, tr_ushort32, TR_ADDED_NARROW);
}

/// Widens narrow sums; gives the largest of them.
TR_INLINE uint32_t tr_widen(const uint16_t *narrow, int64_t count, uint32_t *wide) {
  uint32_t largest = 0;
  for (int64_t i = 0; i < count; i++) {
    wide[i] = narrow[i];
    largest = wide[i] > largest ? wide[i] : largest;
  }
  return largest;
}

#undef TR_ADDED_NARROW
#undef TR_ADDED_WIDE
#undef TR_ADD_ROWS

#pragma clang assume_nonnull end

#endif
