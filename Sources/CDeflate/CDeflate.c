#include "CDeflate.h"
#include <stdlib.h>
#include <zlib.h>

struct cdeflate {
  z_stream stream;
  /// What zlib, which counts in 32 bits, was not given yet.
  const uint8_t *next;
  size_t left;
  int32_t is_last;
};

// As libzip packs: the bytes of archives stay what they were.
enum { LEVEL = 6, MEMORY = 9 };

cdeflate *cdeflate_begin(void) {
  cdeflate *result = calloc(1, sizeof(cdeflate));
  if (result == NULL) return NULL;
  if (deflateInit2(&result->stream, LEVEL, Z_DEFLATED, -MAX_WBITS, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK) {
    free(result);
    return NULL;
  }
  return result;
}

void cdeflate_give(cdeflate *stream, const uint8_t *bytes, size_t count, int32_t is_last) {
  stream->next = bytes;
  stream->left = count;
  stream->is_last = is_last;
}

size_t cdeflate_take(cdeflate *stream, uint8_t *result, uint32_t capacity) {
  z_stream *zlib = &stream->stream;
  zlib->next_out = result;
  zlib->avail_out = capacity;
  for (;;) {
    if (zlib->avail_in == 0 && stream->left > 0) {
      uInt count = stream->left < 1u << 30 ? (uInt)stream->left : 1u << 30;
      zlib->next_in = (Bytef *)stream->next;
      zlib->avail_in = count;
      stream->next += count;
      stream->left -= count;
    }
    int status = deflate(zlib, stream->is_last && stream->left == 0 ? Z_FINISH : Z_NO_FLUSH);
    int is_all = zlib->avail_in == 0 && stream->left == 0;
    // Nothing can come behind the end.
    if (status == Z_STREAM_ERROR) break;
    if (zlib->avail_out == 0 || status == Z_STREAM_END || (is_all && !stream->is_last)) break;
  }
  return capacity - zlib->avail_out;
}

void cdeflate_end(cdeflate *stream) {
  if (stream == NULL) return;
  deflateEnd(&stream->stream);
  free(stream);
}

uint32_t cdeflate_crc32(uint32_t before, const uint8_t *bytes, size_t count) {
  // Without bytes zlib would begin anew.
  return bytes == NULL ? before : (uint32_t)crc32_z(before, bytes, count);
}
