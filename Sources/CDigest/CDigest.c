// OpenSSL 3 would rather see EVP, which first makes a table of all that OpenSSL can: that took as
// long as the digest of a megabyte, and as an archive it made the program 4 MB larger.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "CDigest.h"
#include <openssl/sha.h>

int digest_sha256(const uint8_t *bytes, size_t count, uint8_t *result) {
  SHA256_CTX context;
  return SHA256_Init(&context) == 1 && SHA256_Update(&context, bytes, count) == 1
      && SHA256_Final(result, &context) == 1;
}

int digest_sha1(const uint8_t *bytes, size_t count, uint8_t *result) {
  SHA_CTX context;
  return SHA1_Init(&context) == 1 && SHA1_Update(&context, bytes, count) == 1
      && SHA1_Final(result, &context) == 1;
}
