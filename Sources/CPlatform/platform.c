#define _GNU_SOURCE
#include "CPlatform.h"
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <malloc.h>
#include <pthread.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include <wchar.h>

static pthread_once_t locale_once = PTHREAD_ONCE_INIT;

static void use_utf8_locale(void) {
  if (setlocale(LC_CTYPE, "") == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
    setlocale(LC_CTYPE, "C.UTF-8");
  }
}

void platform_use_utf8_locale(void) { pthread_once(&locale_once, use_utf8_locale); }

int platform_cell_width(uint32_t scalar) {
  platform_use_utf8_locale();
  return wcwidth((wchar_t)scalar);
}

void platform_share_heap(void) { mallopt(M_ARENA_MAX, 1); }

void platform_limit_memory(int process, size_t bytes) {
  struct rlimit limit = {bytes, bytes};
  prlimit(process, RLIMIT_AS, &limit, NULL);
}

int platform_pipe(int *ends) { return pipe2(ends, O_CLOEXEC); }

const uint8_t *platform_find(
    const uint8_t *haystack, size_t haystack_length, const uint8_t *needle, size_t needle_length) {
  return memmem(haystack, haystack_length, needle, needle_length);
}
