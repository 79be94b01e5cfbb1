// Sums of rows of shares, for shuffles of documents over dates.
#ifndef TRENDS_CKERNELS_ROWS_H
#define TRENDS_CKERNELS_ROWS_H

#include "lists.h"

#pragma clang assume_nonnull begin

#define TR_ADD_ROWS(ROW, SUM)                                                            \
  do {                                                                                   \
    const ROW *row = (const ROW *)rows;                                                  \
    SUM *sum = (SUM *)sums;                                                              \
    if (each == 1) {                                                                     \
      for (int64_t i = 0; i < count; i++)                                                \
        sum[labels[i]] += __builtin_convertvector(row[i], SUM);                          \
    } else {                                                                             \
      for (int64_t i = 0; i < count * each; i++)                                         \
        sum[labels[i]] += __builtin_convertvector(row[i / each], SUM);                   \
    }                                                                                    \
  } while (0)

/// Adds each of some rows to the sums that its labels name, `each` of them a row: sums(label, l) +=
/// rows(i, l) for 8 or 16 lanes. Both are aligned to a row of sums, as clang takes these vectors to be;
/// rows that lie in two cache lines would take a tenth longer.
TR_INLINE void tr_add_rows(
    const uint16_t *rows, int64_t lanes, int64_t count, const uint32_t *labels, int64_t each,
    uint32_t *sums) {
  typedef uint16_t row16 __attribute__((ext_vector_type(16)));
  if (lanes == 8)
    TR_ADD_ROWS(tr_ushort8, tr_uint8);
  else
    TR_ADD_ROWS(row16, tr_uint16);
}

#undef TR_ADD_ROWS

#pragma clang assume_nonnull end

#endif
