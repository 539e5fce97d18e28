// What emic needs of libzip. Debian has no archive of it, and one more shared library would cost
// every start of the program time: it is loaded when the first ZIP file is met.
#ifndef CZIP_H
#define CZIP_H
#include <stddef.h>
#include <stdint.h>

/// Whether libzip could be loaded. May be called from any thread.
int32_t czip_is_available(void);

/// An open archive; not to be shared between threads.
typedef struct czip_archive czip_archive;

/// Room for libzip's own words about a failure.
enum { CZIP_MESSAGE_SIZE = 128 };

/// What a call came to.
enum {
  CZIP_OK = 0,
  /// libzip is not there.
  CZIP_MISSING = 1,
  /// It is no ZIP file, or a damaged one: see the message.
  CZIP_DAMAGED = 2,
  CZIP_NO_MEMORY = 3,
};

/// What the archive says of a member.
typedef struct czip_member {
  /// Lives as long as the archive; NULL when the archive gives none.
  const char *_Nullable name;
  uint64_t size;
  uint64_t packed_size;
  int32_t is_encrypted;
} czip_member;

/// Opens an archive that lies in memory and must stay there until it is closed.
czip_archive *_Nullable czip_open(
    const uint8_t *_Nonnull bytes, size_t count, int32_t *_Nonnull status,
    char *_Nonnull message);

/// Opens an archive in a file; the descriptor is closed with it, and at once when that fails.
czip_archive *_Nullable czip_open_descriptor(
    int32_t descriptor, int32_t *_Nonnull status, char *_Nonnull message);

/// The number of members.
int64_t czip_count(czip_archive *_Nonnull archive);

/// CZIP_OK or CZIP_DAMAGED.
int32_t czip_describe(czip_archive *_Nonnull archive, int64_t place, czip_member *_Nonnull member);

/// Reads a member of which `capacity` bytes are expected: CZIP_OK when there are exactly so many and
/// their checksum is right.
int32_t czip_read(
    czip_archive *_Nonnull archive, int64_t place, uint8_t *_Nonnull result, size_t capacity,
    char *_Nonnull message);

void czip_close(czip_archive *_Nullable archive);

#endif
