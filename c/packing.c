#include "packing.h"

#define kWeight 0.2f               // what every context counts at first
#define kRate (0.006f * 0x1p-23f)  // of learning
#define kNearly 0.02f              // an error that teaches nothing
#define kSure (12 * 0x1p23f)       // the surest that a prediction may be: 2^12 to 1
#define kLimit (0.9996f * 0x1p31f) // of a chance

enum {
  // Contexts of bytes, and as many of opcodes. With 3 the engine is 2% larger, and unpacked in 3/4 of the time.
  kHalf = 4,
  kContexts = 2 * kHalf,
  // With 14 the engine is 1% smaller, and unpacked a fourth later: less of the tables stays in a cache.
  kHashBits = 13,
  kNodes = 16, // of the tree that the four bits of half a byte make
  kRoles = 1 << 12,
  kMostCount = 6,
  // What stands for an opcode in front of a function's instructions, and behind br_table.
  kSize = 600,
  kGroups,
  kLocals,
  kTargets,
};

// How many immediates follow an opcode: numbers in LEB128, or 4, 8 or 16 single bytes of a constant. The opcodes behind
// 0xfd begin at 256, those behind 0xfc at 350.
static const uint8_t kImmediates[] = {
    [0x02 ... 0x04] = 1, [0x0c ... 0x0e] = 1, [0x10] = 1,        [0x11] = 2,        [0x20 ... 0x24] = 1,
    [0x28 ... 0x3e] = 2, [0x3f ... 0x42] = 1, [0x43] = 4,        [0x44] = 8,        [0xfc ... 0xfd] = 1,
    [256 ... 267] = 2,   [268 ... 269] = 16,  [277 ... 290] = 1, [340 ... 347] = 3, [348 ... 349] = 2,
    [358] = 2,           [360] = 2,           [361] = 1,
};

typedef union {
  float f;
  int32_t i;
} word;

// First in memory, where addresses are short.
static struct {
  const uint8_t *from, *from_end;
  uint8_t *to;
  uint64_t low;
  uint32_t range, code;

  int32_t *slot[kContexts]; // (kNodes) each context's chances for this half of a byte
  float input[kContexts];   // what each says of the next bit
  float *weight;            // (kContexts)
  uint32_t node;            // 1 and the bits of this half so far

  uint32_t role;         // what the next byte is: 0 an opcode, else which immediate of which
  uint32_t token;        // the bytes of an immediate so far
  uint32_t value, shift; // the number that they make
  uint32_t left, single; // immediates to come; whether they are single bytes
  uint32_t op[kHalf];    // the last opcodes, the latest first
  size_t end;            // of the function
} s;

static uint8_t bytes[kHalf + GLIA_PACKED_MOST];           // zeros, then the module
static int32_t chance[kContexts][1 << kHashBits][kNodes]; // of a 1, less a half, times 2^32; the last four bits count
static float weight[kRoles][8][kContexts];                // less kWeight

static uint32_t stir(uint32_t hash, uint32_t x) {
  hash = (hash + x) * 0x2f0b4c47u;
  return hash ^ hash >> 15;
}

static size_t slot_of(uint32_t hash) { return hash * 0x9e3779b1u >> (32 - kHashBits); }

// The contexts of half a byte behind `at` bytes: its role with the bytes before it, and with the opcodes before it.
static void look_up(size_t at, uint32_t half) {
  uint32_t by_byte = stir(1, s.role), by_op = stir(by_byte, s.token);
  for (size_t k = 0; k < kHalf; k++) {
    by_op = stir(by_op, s.op[k]);
    s.slot[k] = chance[k][slot_of(by_byte + half)];
    s.slot[kHalf + k] = chance[kHalf + k][slot_of(by_op + half)];
    by_byte = stir(by_byte, bytes[kHalf + at - 1 - k]);
  }
}

// The chance that the next bit is a 1, with `rest` bits of its byte behind it.
static __attribute__((noinline)) float predict(uint32_t rest) {
  s.weight = weight[s.role][rest];
  float sum = 0;
  for (size_t j = 0; j < kContexts; j++) {
    // The difference of the bits of two floats is the logarithm of their quotient to base 2, times 2^23, nearly.
    float q = (float)s.slot[j][s.node];
    word yes = {0x1p31f + q}, no = {0x1p31f - q};
    s.input[j] = (float)(yes.i - no.i);
    sum += (s.weight[j] + kWeight) * s.input[j];
  }
  sum = sum > kSure ? kSure : sum < -kSure ? -kSure : sum;
  word odds = {.i = (int32_t)(127 * 0x1p23f - sum)};
  return 1 / (1 + odds.f);
}

// Moves weights and chances towards the bit that came. Leaving out what was nearly certain takes half the time, and
// packs better.
static __attribute__((noinline)) void learn(float predicted, uint32_t bit) {
  float error = (float)bit - predicted;
  if (error < kNearly && error > -kNearly)
    return;
  for (size_t j = 0; j < kContexts; j++) {
    s.weight[j] += error * kRate * s.input[j];
    int32_t *slot = &s.slot[j][s.node], count = *slot & 15;
    float q = (float)*slot;
    q += ((bit ? kLimit : -kLimit) - q) / (0.7f * (float)count + 1.3f);
    *slot = ((int32_t)q & ~15) | (count + (count < kMostCount));
  }
}

static uint32_t immediates(uint32_t op) {
  uint32_t count = op < sizeof kImmediates ? kImmediates[op] : 0;
  s.single = count > 3;
  return count;
}

// What the byte means that has come, the at-th from 1: sets what the next one is.
static void parse(size_t at, uint32_t byte) {
  uint32_t op = byte;
  s.token = s.token << 8 | byte;
  if (s.left == 0) {
    for (size_t k = kHalf - 1; k > 0; k--)
      s.op[k] = s.op[k - 1];
    s.left = immediates(op);
  } else {
    op = s.op[0];
    s.value |= (byte & 127) << (s.shift & 31);
    s.shift += 7;
    if (!s.single && byte > 127)
      return;
    s.left--;
    if (op == 0xfd || op == 0xfc) {
      op = s.value + (op == 0xfd ? 256 : 350);
      s.left = immediates(op);
    } else if (op == kSize) {
      s.end = at + s.value;
      op = kGroups;
      s.left = 1;
    } else if (op == kGroups) {
      op = kLocals;
      s.left = 2 * s.value;
    } else if (op == 0x0e) {
      op = kTargets;
      s.left = s.value + 1;
    }
  }
  if (at == s.end) {
    op = kSize;
    s.left = 1;
    s.single = 0;
  }
  s.op[0] = op;
  s.value = s.shift = 0;
  s.token = s.single ? byte : 0;
  s.role = s.left ? (op << 2 | (s.single ? 1 : 2 + (s.left & 1))) % kRoles : 0;
}

static void read_byte(void) {
  s.code = s.code << 8 | (s.from < s.from_end ? *s.from : 0);
  s.from++;
}

static uint32_t decode(uint32_t bound) {
  uint32_t bit = s.code < bound;
  s.code -= bit ? 0 : bound;
  s.range = bit ? bound : s.range - bound;
  for (; s.range < 1 << 24; s.range <<= 8)
    read_byte();
  return bit;
}

static void write_byte(void) {
  *s.to++ = (uint8_t)(s.low >> 24);
  s.low = s.low << 8 & UINT32_MAX;
}

static uint32_t encode(uint32_t bound, uint32_t bit) {
  s.low += bit ? 0 : bound;
  s.range = bit ? bound : s.range - bound;
  if (s.low >> 32)
    for (uint8_t *carry = s.to - 1; ++*carry == 0;)
      carry--;
  s.low &= UINT32_MAX;
  for (; s.range < 1 << 24; s.range <<= 8)
    write_byte();
  return bit;
}

// Packs what is in bytes, or unpacks into it. Inlined, so that the unpacker holds nothing of the packer.
static inline __attribute__((always_inline)) void go_through(size_t size, size_t start, int packing) {
  s.range = UINT32_MAX;
  s.end = start;
  s.role = 1; // whatever comes before the functions
  for (size_t at = 0; at < size;) {
    uint8_t *to = &bytes[kHalf + at++];
    uint32_t byte = 0;
    for (uint32_t rest = 8; rest > 0;) {
      look_up(at - 1, byte << 4 | rest);
      for (s.node = 1; s.node < kNodes;) {
        float chance_of_1 = predict(--rest);
        uint32_t bound = (uint64_t)s.range * (uint32_t)(chance_of_1 * 65536) >> 16;
        uint32_t bit = packing ? encode(bound, *to >> rest & 1) : decode(bound);
        learn(chance_of_1, bit);
        s.node = 2 * s.node + bit;
      }
      byte = byte << 4 | (s.node & 15);
    }
    *to = (uint8_t)byte;
    if (at >= start)
      parse(at, byte);
  }
}

static size_t read_leb(const uint8_t *raw, size_t size, size_t *at) {
  size_t value = 0;
  for (uint32_t shift = 0; *at < size && shift < 32; shift += 7) {
    value |= (size_t)(raw[*at] & 127) << shift;
    if (raw[(*at)++] < 128)
      break;
  }
  return value;
}

// Where the first function's body begins; for what has none, its end.
static size_t first_body(const uint8_t *raw, size_t size) {
  for (size_t at = 8; at < size;) {
    uint8_t section = raw[at++];
    size_t length = read_leb(raw, size, &at);
    if (section == 10) {
      read_leb(raw, size, &at);
      return at;
    }
    if (length > size - at)
      break;
    at += length;
  }
  return size;
}

size_t glia_pack(uint8_t *packed, const uint8_t *raw, size_t size) {
  if (size > GLIA_PACKED_MOST)
    return 0;
  for (size_t i = 0; i < size; i++)
    bytes[kHalf + i] = raw[i];
  size_t start = first_body(raw, size);
  const uint8_t head[] = {size & 255, size >> 8, start & 255, start >> 8};
  s.to = packed;
  for (size_t i = 0; i < 4; i++)
    *s.to++ = head[i];
  go_through(size, start, 1);
  for (size_t i = 0; i < 4; i++)
    write_byte();
  return s.to - packed;
}

const uint8_t *glia_unpack(const uint8_t *packed, size_t length) {
  s.from = packed + 4;
  s.from_end = packed + length;
  for (size_t i = 0; i < 4; i++)
    read_byte();
  go_through(packed[0] | packed[1] << 8, packed[2] | packed[3] << 8, 0);
  return s.code == 0 && s.from == s.from_end ? bytes + kHalf : NULL;
}
