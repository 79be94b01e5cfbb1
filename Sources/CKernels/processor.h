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
#if defined(__AVX512F__)
  int32_t suffices = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
#elif defined(__AVX2__)
  int32_t suffices = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
      __builtin_cpu_supports("fma");
#elif defined(__SSE4_2__)
  int32_t suffices = __builtin_cpu_supports("sse4.2") != 0;
#else
  int32_t suffices = 1;
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
