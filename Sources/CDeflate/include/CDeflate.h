// Deflate and CRC-32 by zlib, without its headers.
#ifndef CDEFLATE_H
#define CDEFLATE_H
#include <stddef.h>
#include <stdint.h>

/// A stream that is packed; not to be shared between threads.
typedef struct cdeflate cdeflate;

/// NULL when there is no memory.
cdeflate *_Nullable cdeflate_begin(void);

/// Gives it bytes to pack; they must stay where they are until `cdeflate_take` has given fewer bytes
/// than there was room for. The last ones end the stream.
void cdeflate_give(
    cdeflate *_Nonnull stream, const uint8_t *_Nullable bytes, size_t count, int32_t is_last);

/// Takes packed bytes: fewer than there is room for when all that was given is packed.
size_t cdeflate_take(cdeflate *_Nonnull stream, uint8_t *_Nonnull result, uint32_t capacity);

void cdeflate_end(cdeflate *_Nullable stream);

/// The checksum of what had the checksum `before`, 0 for nothing, and more bytes behind it.
uint32_t cdeflate_crc32(uint32_t before, const uint8_t *_Nullable bytes, size_t count);

#endif
