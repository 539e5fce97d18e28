#include "CDigest.h"
#include <openssl/evp.h>

int digest_sha256(const uint8_t *bytes, size_t count, uint8_t *result) {
  return EVP_Digest(count > 0 ? bytes : (const uint8_t *)"", count, result, NULL, EVP_sha256(), NULL);
}
