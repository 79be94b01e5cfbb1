// Which instruction set this was compiled for, and the way out on a CPU that lacks it.
#ifndef TRENDS_CKERNELS_PROCESSOR_H
#define TRENDS_CKERNELS_PROCESSOR_H

#include <stdint.h>
#include <unistd.h>

#pragma clang assume_nonnull begin

#if defined(__AVX512F__)
#define TR_INSTRUCTION_SET "x86-64 with AVX-512"
#elif defined(__AVX2__)
#define TR_INSTRUCTION_SET "x86-64 with AVX2"
#elif defined(__SSE4_2__)
#define TR_INSTRUCTION_SET "x86-64 with SSE4.2"
#elif defined(__x86_64__)
#define TR_INSTRUCTION_SET "x86-64 with SSE2"
#elif defined(__aarch64__)
#define TR_INSTRUCTION_SET "aarch64 with NEON"
#else
#define TR_INSTRUCTION_SET "portable"
#endif

/// The instruction set that this was compiled for.
static inline const char *tr_instruction_set(void) { return TR_INSTRUCTION_SET; }

/// Ends the program with a line on standard error where the CPU lacks that instruction set.
///
/// To be called before anything else, and itself compiled for any CPU: with the instruction set also
/// what prints messages elsewhere is compiled, so that it would die on the way to its message.
#if defined(__x86_64__)
__attribute__((noinline, unused, target("arch=x86-64")))
#endif
static void tr_require_instruction_set(int32_t status) {
  int32_t suffices = 1;
  // All that the compiler may have used, and not only what the name of the set says.
#if defined(__x86_64__) && defined(__SSE3__)
  suffices &= __builtin_cpu_supports("sse3") != 0;
#endif
#if defined(__x86_64__) && defined(__SSSE3__)
  suffices &= __builtin_cpu_supports("ssse3") != 0;
#endif
#if defined(__x86_64__) && defined(__SSE4_1__)
  suffices &= __builtin_cpu_supports("sse4.1") != 0;
#endif
#if defined(__x86_64__) && defined(__SSE4_2__)
  suffices &= __builtin_cpu_supports("sse4.2") != 0;
#endif
#if defined(__x86_64__) && defined(__POPCNT__)
  suffices &= __builtin_cpu_supports("popcnt") != 0;
#endif
#if defined(__x86_64__) && defined(__AVX__)
  suffices &= __builtin_cpu_supports("avx") != 0;
#endif
#if defined(__x86_64__) && defined(__AVX2__)
  suffices &= __builtin_cpu_supports("avx2") != 0;
#endif
#if defined(__x86_64__) && defined(__FMA__)
  suffices &= __builtin_cpu_supports("fma") != 0;
#endif
#if defined(__x86_64__) && defined(__BMI__)
  suffices &= __builtin_cpu_supports("bmi") != 0;
#endif
#if defined(__x86_64__) && defined(__BMI2__)
  suffices &= __builtin_cpu_supports("bmi2") != 0;
#endif
#if defined(__x86_64__) && defined(__AVX512F__)
  suffices &= __builtin_cpu_supports("avx512f") != 0;
#endif
#if defined(__x86_64__) && defined(__AVX512BW__)
  suffices &= __builtin_cpu_supports("avx512bw") != 0;
#endif
#if defined(__x86_64__) && defined(__AVX512CD__)
  suffices &= __builtin_cpu_supports("avx512cd") != 0;
#endif
#if defined(__x86_64__) && defined(__AVX512DQ__)
  suffices &= __builtin_cpu_supports("avx512dq") != 0;
#endif
#if defined(__x86_64__) && defined(__AVX512VL__)
  suffices &= __builtin_cpu_supports("avx512vl") != 0;
#endif
#if defined(__x86_64__) && defined(__AVX512IFMA__)
  suffices &= __builtin_cpu_supports("avx512ifma") != 0;
#endif
#if defined(__x86_64__) && defined(__AVX512VBMI__)
  suffices &= __builtin_cpu_supports("avx512vbmi") != 0;
#endif
#if defined(__x86_64__) && defined(__AVX512VBMI2__)
  suffices &= __builtin_cpu_supports("avx512vbmi2") != 0;
#endif
#if defined(__x86_64__) && defined(__AVX512VNNI__)
  suffices &= __builtin_cpu_supports("avx512vnni") != 0;
#endif
#if defined(__x86_64__) && defined(__AVX512BITALG__)
  suffices &= __builtin_cpu_supports("avx512bitalg") != 0;
#endif
#if defined(__x86_64__) && defined(__AVX512VPOPCNTDQ__)
  suffices &= __builtin_cpu_supports("avx512vpopcntdq") != 0;
#endif
#if defined(__x86_64__) && defined(__AVX512BF16__)
  suffices &= __builtin_cpu_supports("avx512bf16") != 0;
#endif
#if defined(__x86_64__) && defined(__GFNI__)
  suffices &= __builtin_cpu_supports("gfni") != 0;
#endif
  if (suffices) return;
  static const char message[] =
      "error: this trends was built for " TR_INSTRUCTION_SET
      ", which this CPU lacks; build it here with 'make install'\n";
  // Where that fails there is nobody left to tell.
  ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
  (void)written;
  _exit(status);
}

#pragma clang assume_nonnull end

#endif
