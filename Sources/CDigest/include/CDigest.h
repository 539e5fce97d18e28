// Digests by OpenSSL's libcrypto, without its headers.
#ifndef CDIGEST_H
#define CDIGEST_H
#include <stddef.h>
#include <stdint.h>

/// SHA-256 into 32 bytes; 0 when the library refuses.
int digest_sha256(const uint8_t *_Nullable bytes, size_t count, uint8_t *_Nonnull result);

/// SHA-1 into 20 bytes, which name-based ids are made of; 0 when the library refuses.
int digest_sha1(const uint8_t *_Nullable bytes, size_t count, uint8_t *_Nonnull result);

#endif
