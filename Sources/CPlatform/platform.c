#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
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

struct task {
  void (*work)(void *);
  void *context;
};

static void *do_task(void *pointer) {
  struct task task = *(struct task *)pointer;
  free(pointer);
  task.work(task.context);
  return NULL;
}

int platform_start_thread(void (*work)(void *), void *context) {
  struct task *task = malloc(sizeof *task);
  if (task == NULL) return ENOMEM;
  *task = (struct task){work, context};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  sigset_t asking, before;
  sigfillset(&asking);
  // A fault is the thread's own, and its handler gives the terminal back.
  const int faults[] = {SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE};
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) sigdelset(&asking, faults[i]);
  pthread_sigmask(SIG_BLOCK, &asking, &before);
  pthread_t thread;
  int problem = pthread_create(&thread, &attributes, do_task, task);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  if (problem != 0) free(task);
  return problem;
}

const uint8_t *platform_find(
    const uint8_t *haystack, size_t haystack_length, const uint8_t *needle, size_t needle_length) {
  return memmem(haystack, haystack_length, needle, needle_length);
}
