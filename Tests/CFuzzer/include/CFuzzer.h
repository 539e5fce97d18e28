#ifndef EMIC_CFUZZER_H
#define EMIC_CFUZZER_H

#include <stddef.h>
#include <stdint.h>

// libFuzzer without a main of its own: it makes up bytes, and calls `one` with them until it is told to stop.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*one)(const uint8_t *bytes, size_t count));

#endif
