// Trains the network that standard input describes and writes its parameters to standard output, both as the bytes
// they are in memory. The tests in JavaScript hold them against WebAssembly's, bit for bit.
//
//   in   glia_spec, then as many full batches as there are: (BATCH, IN) floats, the targets as 32-bit words
//   out  the parameters after a step on each batch
#include "../../../c/glia.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static glia_network net;

static int fail(const char *why) {
  fprintf(stderr, "golden: %s\n", why);
  return 1;
}

int main(void) {
  glia_spec spec;
  if (fread(&spec, sizeof spec, 1, stdin) != 1)
    return fail("no spec");
  glia_arena measure = {NULL, SIZE_MAX, 0, 0};
  if (glia_network_plan(&net, &measure, &spec) != GLIA_OK)
    return fail("the spec was refused");
  void *memory = aligned_alloc(64, glia_round_up(measure.used, 64));
  if (!memory)
    return fail("no memory");
  memset(memory, 0xff, measure.used);
  glia_arena arena = {memory, measure.used, 0, 0};
  glia_network_plan(&net, &arena, &spec);
  glia_network_init(&net);

  size_t words = glia_loss_is_sparse(net.spec.loss) ? 1 : net.OUT;
  while (fread(net.input, net.IN * sizeof(float), net.BATCH, stdin) == net.BATCH) {
    if (fread(net.target, words * sizeof(float), net.BATCH, stdin) != net.BATCH)
      return fail("a batch without its targets");
    double sum;
    if (glia_network_train(&net, &sum, net.BATCH) != GLIA_OK)
      return fail("a step failed");
  }
  fwrite(net.value, sizeof(float), net.parameters, stdout);
  return 0;
}
