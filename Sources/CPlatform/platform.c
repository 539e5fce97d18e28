#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wchar.h>

extern char **environ;

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

void platform_share_heap(void) {
  mallopt(M_ARENA_MAX, 1);
  // Else memory of the size of a frame or of a sidecar goes back to the system each time, and to get
  // its pages anew takes longer than to fill them.
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  mallopt(M_TRIM_THRESHOLD, 4 << 20);
}

void platform_limit_memory(int process, size_t bytes) {
  struct rlimit limit = {bytes, bytes};
  prlimit(process, RLIMIT_AS, &limit, NULL);
}

void platform_begin_sync(int file) { sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE); }

int platform_pipe(int *ends) { return pipe2(ends, O_CLOEXEC); }
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

// SIGINT and SIGQUIT of the keyboard reach the whole group: as system(3) does, the caller ignores
// them meanwhile. SIGTSTP has its plain effect, so that both stop and go on together.
static const int keyboard_signals[] = {SIGINT, SIGQUIT, SIGTSTP};
enum { keyboard_signal_count = 3 };

int platform_run(char *const *arguments) {
  struct sigaction before[keyboard_signal_count];
  sigset_t defaults, none;
  sigemptyset(&defaults);
  sigemptyset(&none);
  for (int i = 0; i < keyboard_signal_count; i++) {
    struct sigaction plain = {0};
    plain.sa_handler = keyboard_signals[i] == SIGTSTP ? SIG_DFL : SIG_IGN;
    sigaction(keyboard_signals[i], &plain, &before[i]);
    sigaddset(&defaults, keyboard_signals[i]);
  }
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  pid_t child;
  int result = -posix_spawnp(&child, arguments[0], NULL, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  if (result == 0) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  for (int i = 0; i < keyboard_signal_count; i++) {
    sigaction(keyboard_signals[i], &before[i], NULL);
  }
  return result;
}
