#include "CZip.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

// The soname: what Debian's libzip4 installs.
static const char library_name[] = "libzip.so.4";

#define FUNCTIONS(each) \
  each(zip_discard) \
  each(zip_error_fini) \
  each(zip_error_init) \
  each(zip_error_strerror) \
  each(zip_fclose) \
  each(zip_file_get_error) \
  each(zip_fopen_index) \
  each(zip_fread) \
  each(zip_get_error) \
  each(zip_get_num_entries) \
  each(zip_open_from_source) \
  each(zip_source_buffer_create) \
  each(zip_source_filep_create) \
  each(zip_source_free) \
  each(zip_stat_index)

// Its functions by the types of its header, found when it is loaded.
#define DECLARE(name) static __typeof__(name) *lib_##name;
FUNCTIONS(DECLARE)

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int is_loaded = 0;

static void load(void) {
  void *library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return;
#define FIND(name) \
  lib_##name = (__typeof__(name) *)dlsym(library, #name); \
  if (lib_##name == NULL) return;
  FUNCTIONS(FIND)
  is_loaded = 1;
}

int32_t czip_is_available(void) {
  pthread_once(&once, load);
  return is_loaded;
}

static void say(char *message, const char *words) {
  snprintf(message, CZIP_MESSAGE_SIZE, "%s", words);
}

static int32_t fail(zip_error_t *error, char *message) {
  say(message, lib_zip_error_strerror(error));
  return error->zip_err == ZIP_ER_MEMORY ? CZIP_NO_MEMORY : CZIP_DAMAGED;
}

static zip_t *archive_of(czip_archive *archive) { return (zip_t *)archive; }

// Gives the source to the archive, or frees it.
static czip_archive *open_source(
    zip_source_t *source, int flags, zip_error_t *error, int32_t *status, char *message) {
  zip_t *archive = source == NULL ? NULL : lib_zip_open_from_source(source, flags, error);
  if (archive == NULL) {
    *status = fail(error, message);
    if (source != NULL) lib_zip_source_free(source);
  }
  return (czip_archive *)archive;
}

czip_archive *czip_open(const uint8_t *bytes, size_t count, int32_t *status, char *message) {
  *status = CZIP_OK;
  if (!czip_is_available()) {
    *status = CZIP_MISSING;
    return NULL;
  }
  zip_error_t error;
  lib_zip_error_init(&error);
  zip_source_t *source = lib_zip_source_buffer_create(bytes, count, 0, &error);
  czip_archive *archive = open_source(source, ZIP_RDONLY, &error, status, message);
  lib_zip_error_fini(&error);
  return archive;
}

czip_archive *czip_open_descriptor(int32_t descriptor, int32_t *status, char *message) {
  *status = CZIP_OK;
  if (!czip_is_available()) {
    *status = CZIP_MISSING;
    close(descriptor);
    return NULL;
  }
  FILE *file = fdopen(descriptor, "rb");
  if (file == NULL) {
    *status = CZIP_NO_MEMORY;
    close(descriptor);
    return NULL;
  }
  zip_error_t error;
  lib_zip_error_init(&error);
  zip_source_t *source = lib_zip_source_filep_create(file, 0, 0, &error);
  if (source == NULL) fclose(file);
  czip_archive *archive = open_source(source, ZIP_RDONLY, &error, status, message);
  lib_zip_error_fini(&error);
  return archive;
}

int64_t czip_count(czip_archive *archive) {
  return lib_zip_get_num_entries(archive_of(archive), 0);
}

int32_t czip_describe(czip_archive *archive, int64_t place, czip_member *member) {
  zip_stat_t stat;
  if (place < 0 || lib_zip_stat_index(archive_of(archive), (zip_uint64_t)place, 0, &stat) != 0) {
    return CZIP_DAMAGED;
  }
  member->name = stat.valid & ZIP_STAT_NAME ? stat.name : NULL;
  member->size = stat.valid & ZIP_STAT_SIZE ? stat.size : 0;
  member->packed_size = stat.valid & ZIP_STAT_COMP_SIZE ? stat.comp_size : 0;
  member->is_encrypted =
      stat.valid & ZIP_STAT_ENCRYPTION_METHOD && stat.encryption_method != ZIP_EM_NONE;
  return CZIP_OK;
}

int32_t czip_read(
    czip_archive *archive, int64_t place, uint8_t *result, size_t capacity, char *message) {
  zip_file_t *file =
      place < 0 ? NULL : lib_zip_fopen_index(archive_of(archive), (zip_uint64_t)place, 0);
  if (file == NULL) return fail(lib_zip_get_error(archive_of(archive)), message);
  int32_t status = CZIP_OK;
  size_t filled = 0;
  // One byte more than is expected: it finds a member that is longer than it says, and it is at
  // the end that libzip compares the checksum.
  uint8_t spare;
  for (;;) {
    int is_full = filled == capacity;
    zip_int64_t count = lib_zip_fread(
        file, is_full ? &spare : result + filled, is_full ? 1 : capacity - filled);
    if (count < 0) {
      status = fail(lib_zip_file_get_error(file), message);
      break;
    }
    if (count == 0 || is_full) {
      if (count != 0 || !is_full) {
        say(message, "its size is not what it says");
        status = CZIP_DAMAGED;
      }
      break;
    }
    filled += (size_t)count;
  }
  lib_zip_fclose(file);
  return status;
}

void czip_close(czip_archive *archive) {
  if (archive != NULL) lib_zip_discard(archive_of(archive));
}
