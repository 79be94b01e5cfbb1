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

#define TR_ADD_ROWS(ROW, SUM)                                                            \
  do {                                                                                   \
    const ROW *row = (const ROW *)rows;                                                  \
    SUM *sum = (SUM *)sums;                                                              \
    for (int64_t i = 0, r = 0; r < count; r++)                                           \
      for (int64_t last = i + each; i < last; i++)                                       \
        sum[labels[i]] += __builtin_convertvector(row[r], SUM);                          \
  } while (0)

/// Adds each of some rows to the sums that its labels name, `each` of them a row: sums(label, l) +=
/// rows(i, l) for 8, 16 or 32 lanes. Both are aligned to a row, as clang takes these vectors to be; rows
/// that lie in two cache lines would take a tenth longer.
TR_INLINE void tr_add_rows(
    const uint16_t *rows, int64_t lanes, int64_t count, const uint32_t *labels, int64_t each,
    uint32_t *sums) {
  if (lanes == 8)
    TR_ADD_ROWS(tr_ushort8, tr_uint8);
  else if (lanes == 16)
    TR_ADD_ROWS(tr_ushort16, tr_uint16);
  else
    TR_ADD_ROWS(tr_ushort32, tr_uint32);
}

#define TR_ADD_ROWS_OF_FOUR(ROW)                                                         \
  do {                                                                                   \
    const ROW *row = (const ROW *)rows;                                                  \
    ROW *a = (ROW *)sums, *b = a + labelCount, *c = b + labelCount, *d = c + labelCount; \
    const uint32_t *la = labels, *lb = la + stride, *lc = lb + stride, *ld = lc + stride; \
    for (int64_t i = 0, r = 0; r < count; r++)                                           \
      for (int64_t last = i + each; i < last; i++) {                                     \
        a[la[i]] = __builtin_elementwise_add_sat(a[la[i]], row[r]);                      \
        b[lb[i]] = __builtin_elementwise_add_sat(b[lb[i]], row[r]);                      \
        c[lc[i]] = __builtin_elementwise_add_sat(c[lc[i]], row[r]);                      \
        d[ld[i]] = __builtin_elementwise_add_sat(d[ld[i]], row[r]);                      \
      }                                                                                  \
  } while (0)

/// The same for four sets of labels at once, `stride` apart, with sums of sixteen bits that stay at
/// 65,535 once they are there, `labelCount` rows for each set. A row is fetched once for all four, and
/// takes .42 of the time.
TR_INLINE void tr_add_rows_of_four(
    const uint16_t *rows, int64_t lanes, int64_t count, const uint32_t *labels, int64_t stride,
    int64_t each, uint16_t *sums, int64_t labelCount) {
  if (lanes == 8)
    TR_ADD_ROWS_OF_FOUR(tr_ushort8);
  else if (lanes == 16)
    TR_ADD_ROWS_OF_FOUR(tr_ushort16);
  else
    TR_ADD_ROWS_OF_FOUR(tr_ushort32);
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

#undef TR_ADD_ROWS_OF_FOUR
#undef TR_ADD_ROWS

#pragma clang assume_nonnull end

#endif
