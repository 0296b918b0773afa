#include "arena.h"

enum { kAlign = 64 };

void *glia_arena_take(glia_arena *arena, size_t count, size_t size) {
  size_t padding = -arena->used % kAlign;
  size_t room = arena->capacity - arena->used;
  if (arena->overflow || padding > room || count > (room - padding) / size) {
    arena->overflow = 1;
    return NULL;
  }
  size_t at = arena->used + padding;
  arena->used = at + count * size;
  return arena->base ? arena->base + at : NULL;
}
