#include "CDigest.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>

static int digest(
    const uint8_t *bytes, size_t count, uint8_t *result, const EVP_MD *(*kind)(void)) {
  // A digest needs no openssl.cnf, which takes time to read and can name modules to load.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
  return EVP_Digest(count > 0 ? bytes : (const uint8_t *)"", count, result, NULL, kind(), NULL);
}

int digest_sha256(const uint8_t *bytes, size_t count, uint8_t *result) {
  return digest(bytes, count, result, EVP_sha256);
}

int digest_sha1(const uint8_t *bytes, size_t count, uint8_t *result) {
  return digest(bytes, count, result, EVP_sha1);
}
