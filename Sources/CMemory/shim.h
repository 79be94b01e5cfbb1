// What the allocator keeps of freed memory, given back: Swift's module of glibc has no malloc.h.
#ifndef TRENDS_CMEMORY_H
#define TRENDS_CMEMORY_H

#include <malloc.h>

/// Gives freed memory back to the system, where there is enough of it to matter: a small corpus would
/// only ask for the same pages again, which took 8 % of its time.
///
/// Where there is, the allocator is told to keep less from now on: arrays of 4 MiB and more go back
/// as they are freed, and threads share what is free.
static inline void tr_give_back_memory(void) {
#ifdef __GLIBC__
#if __GLIBC_PREREQ(2, 33)
  if (mallinfo2().fordblks < 32u << 20) return;
#endif
  malloc_trim(0);
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  mallopt(M_ARENA_MAX, 1);
#endif
}

#endif
