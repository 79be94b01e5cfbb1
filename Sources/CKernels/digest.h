// SHA-256 by the instructions that x86 has for it, found out at run time.
//
// Source: FIPS 180-4, section 6.2.2, in the order of words that Intel's instructions want: Gulley et
// al. (2013), *Intel SHA Extensions*.
#ifndef TRENDS_CKERNELS_DIGEST_H
#define TRENDS_CKERNELS_DIGEST_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

#pragma clang assume_nonnull begin

#if defined(__x86_64__)
#define TR_SHA_TARGET __attribute__((target("sha,ssse3,sse4.1"), unused))

TR_SHA_TARGET static void tr_sha256_instructions(
    uint32_t *state, const uint8_t *blocks, int64_t count, const uint32_t *constants) {
  const __m128i bigEndian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  // a to h of the standard, as the instructions hold them: ABEF and CDGH.
  __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
  __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
  __m128i abef = _mm_alignr_epi8(low, high, 8);
  __m128i cdgh = _mm_blend_epi16(high, low, 0xF0);
  for (; count > 0; count--, blocks += 64) {
    const __m128i abefBefore = abef, cdghBefore = cdgh;
    // The last sixteen words of the schedule, four a vector.
    __m128i words[4];
#pragma clang loop unroll(full)
    for (int t = 0; t < 16; t++) {
      if (t < 4) {
        words[t] = _mm_shuffle_epi8(
            _mm_loadu_si128((const __m128i *)(blocks + 16 * t)), bigEndian);
      } else {
        const __m128i last = words[(t + 3) & 3];
        __m128i sum = _mm_sha256msg1_epu32(words[t & 3], words[(t + 1) & 3]);
        sum = _mm_add_epi32(sum, _mm_alignr_epi8(last, words[(t + 2) & 3], 4));
        words[t & 3] = _mm_sha256msg2_epu32(sum, last);
      }
      const __m128i added = _mm_add_epi32(
          words[t & 3], _mm_loadu_si128((const __m128i *)(constants + 4 * t)));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, added);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(added, 0x0E));
    }
    abef = _mm_add_epi32(abef, abefBefore);
    cdgh = _mm_add_epi32(cdgh, cdghBefore);
  }
  low = _mm_shuffle_epi32(abef, 0x1B);
  high = _mm_shuffle_epi32(cdgh, 0xB1);
  _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(low, high, 0xF0));
  _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(high, low, 8));
}
#endif

/// Whether the CPU has instructions for SHA-256. A virtual machine takes microseconds to say so: ask
/// once.
__attribute__((unused)) static bool tr_has_sha256(void) {
#if defined(__x86_64__)
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1)) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
#else
  return false;
#endif
}

/// Works whole blocks of 64 bytes into the state of a SHA-256, eight words, on a CPU for which
/// ``tr_has_sha256`` is true; `constants` are the 64 of the standard.
__attribute__((unused)) static void tr_sha256_blocks(
    uint32_t *state, const uint8_t *blocks, int64_t count, const uint32_t *constants) {
#if defined(__x86_64__)
  tr_sha256_instructions(state, blocks, count, constants);
#else
  __builtin_trap();
#endif
}

#pragma clang assume_nonnull end

#endif
