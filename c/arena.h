// One bump arena: memory is taken in order and given back all at once.
#ifndef GLIA_ARENA_H
#define GLIA_ARENA_H

#include "base.h"

typedef struct {
  uint8_t *base;   // NULL: the arena measures; what it hands out must not be touched
  size_t capacity; // bytes behind base
  size_t used;
  int overflow; // 1 after a request that does not fit or cannot be counted; every later one returns NULL
} glia_arena;

// Takes count elements of size bytes, aligned to 64 bytes (a cache line). The bytes hold whatever was there before.
void *glia_arena_take(glia_arena *arena, size_t count, size_t size);

#endif
