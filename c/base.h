// What every file of the engine uses: fixed-width integers, sizes and the assert for our own mistakes.
#ifndef GLIA_BASE_H
#define GLIA_BASE_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

// A broken precondition is a bug of ours, never of the caller's data: the sanitizer builds stop on it, release builds
// carry no check. What a caller can get wrong is refused with a status of spec.h instead.
#define glia_assert(condition) assert(condition)

static inline size_t glia_min(size_t a, size_t b) { return a < b ? a : b; }
static inline size_t glia_max(size_t a, size_t b) { return a > b ? a : b; }
static inline size_t glia_round_up(size_t n, size_t multiple) { return (n + multiple - 1) / multiple * multiple; }

#endif
