// What the allocator keeps of freed memory, given back: Swift's module of glibc has no malloc.h.
#ifndef TRENDS_CMEMORY_H
#define TRENDS_CMEMORY_H

#include <malloc.h>

static inline void tr_give_back_memory(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

#endif
