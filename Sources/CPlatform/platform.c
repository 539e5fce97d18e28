#define _GNU_SOURCE
#include "CPlatform.h"
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <malloc.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
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

int platform_columns(int file) {
  struct winsize size;
  return isatty(file) && ioctl(file, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int platform_cell_width(uint32_t scalar) {
  platform_use_utf8_locale();
  return wcwidth((wchar_t)scalar);
}

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

void platform_share_heap(void) { mallopt(M_ARENA_MAX, 3); }

// More than a heap ever gives back at once.
static const int much = 32 << 20;
static int expects_much;

void platform_expect_much(void) {
  expects_much = mallopt(M_TOP_PAD, much) && mallopt(M_MMAP_THRESHOLD, much) && mallopt(M_TRIM_THRESHOLD, 8 * much);
}

void platform_grow_heap(void) {
  if (!expects_much) return;
  // Its header alone is written. What lies behind it is the rest of this thread's heap.
  char *start = malloc(4 << 20);
  if (!start) return;
  const uintptr_t large = 2 << 20;
  const uintptr_t first = ((uintptr_t)start + large - 1) / large * large;
  madvise((void *)first, (4 << 20) + much - large, MADV_HUGEPAGE);
  free(start);
}

void platform_take_memory(void *start, size_t count) {
  // Less is mostly there already.
  if (count < 128 << 10) return;
  const uintptr_t large = 2 << 20;
  const uintptr_t first = ((uintptr_t)start + large - 1) / large * large;
  const uintptr_t end = ((uintptr_t)start + count) / large * large;
  if (first < end) madvise((void *)first, end - first, MADV_HUGEPAGE);
  // Page by page, as they are written to, takes twice as long. Where the kernel can't, nothing is lost. A
  // long text is left to that: all other threads that want memory would wait until it is there.
  if (count > 16 << 20) return;
  const uintptr_t page = 4096;
  const uintptr_t start_of_pages = ((uintptr_t)start + page - 1) / page * page;
  const uintptr_t end_of_pages = ((uintptr_t)start + count) / page * page;
  if (start_of_pages < end_of_pages) {
    madvise((void *)start_of_pages, end_of_pages - start_of_pages, MADV_POPULATE_WRITE);
  }
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
  // Where it may go on; empty where that was never narrowed.
  cpu_set_t cores;
};

static void *do_task(void *pointer) {
  struct task task = *(struct task *)pointer;
  free(pointer);
  if (CPU_COUNT(&task.cores) > 0) sched_setaffinity(0, sizeof task.cores, &task.cores);
  task.work(task.context);
  return NULL;
}

// A new thread mostly begins on the core of the one that starts it, though another one is idle: there it waits, or
// the other one for it. It begins on another, and goes where it will from there.
static void begin_elsewhere(pthread_attr_t *attributes, cpu_set_t *cores) {
  const int here = sched_getcpu();
  if (here >= 0 && sched_getaffinity(0, sizeof *cores, cores) == 0) {
    cpu_set_t others = *cores;
    CPU_CLR(here, &others);
    const int is_alone = CPU_COUNT(&others) == 0;
    if (!is_alone && pthread_attr_setaffinity_np(attributes, sizeof others, &others) == 0) return;
  }
  CPU_ZERO(cores);
}

static int start(struct task *task, int elsewhere) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  CPU_ZERO(&task->cores);
  if (elsewhere) begin_elsewhere(&attributes, &task->cores);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_t thread;
  const int problem = pthread_create(&thread, &attributes, do_task, task);
  pthread_attr_destroy(&attributes);
  return problem;
}

int platform_start_thread(void (*work)(void *), void *context) {
  struct task *task = malloc(sizeof *task);
  if (task == NULL) return ENOMEM;
  *task = (struct task){.work = work, .context = context};
  sigset_t asking, before;
  sigfillset(&asking);
  // A fault is the thread's own, and its handler gives the terminal back.
  const int faults[] = {SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE};
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) sigdelset(&asking, faults[i]);
  pthread_sigmask(SIG_BLOCK, &asking, &before);
  int problem = start(task, 1);
  // Where a thread may not be told where to run.
  if (problem != 0) problem = start(task, 0);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (problem != 0) free(task);
  return problem;
}

static _Thread_local int is_part = 0;

int platform_is_part(void) { return is_part; }

int platform_set_is_part(int is) {
  const int before = is_part;
  is_part = is;
  return before;
}

// The handler may only write; the thread does what a handler must not.
static int ending_pipe[2] = {-1, -1};

static void tell_ending(int signal_number) {
  const int before = errno;
  const char byte = (char)signal_number;
  // There is room for more signals than one waits for.
  ssize_t written = write(ending_pipe[1], &byte, 1);
  (void)written;
  errno = before;
}

static void wait_for_ending(void *context) {
  void (*work)(void) = *(void (**)(void))context;
  free(context);
  char byte = 0;
  while (read(ending_pipe[0], &byte, 1) < 0 && errno == EINTR) {
  }
  work();
  signal(byte, SIG_DFL);
  kill(getpid(), byte);
}

int platform_on_ending(void (*work)(void)) {
  if (ending_pipe[0] >= 0) return 0;
  if (platform_pipe(ending_pipe) != 0) return errno;
  void (**context)(void) = malloc(sizeof work);
  if (context == NULL) return ENOMEM;
  *context = work;
  const int problem = platform_start_thread(wait_for_ending, context);
  if (problem != 0) {
    free(context);
    return problem;
  }
  const int ending[] = {SIGHUP, SIGINT, SIGTERM};
  for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) {
    struct sigaction old, ours = {0};
    sigaction(ending[i], NULL, &old);
    if (old.sa_handler == SIG_IGN) continue;
    ours.sa_handler = tell_ending;
    ours.sa_flags = SA_RESTART;
    sigaction(ending[i], &ours, NULL);
  }
  return 0;
}

const uint8_t *platform_find(
    const uint8_t *haystack, size_t haystack_length, const uint8_t *needle, size_t needle_length) {
  return memmem(haystack, haystack_length, needle, needle_length);
}

// Sixteen bytes, wherever they stand; a comparison makes each of them 0 or 255.
typedef uint8_t bytes16 __attribute__((vector_size(16), aligned(1)));

static bytes16 load(const uint8_t *place) { return *(const bytes16 *)place; }

static bytes16 all(uint8_t byte) { return (bytes16){0} + byte; }

// The first of sixteen that is not 0, or 16.
static size_t first_set(bytes16 bytes) {
  union {
    bytes16 bytes;
    uint64_t words[2];
  } halves = {bytes};
  if ((halves.words[0] | halves.words[1]) == 0) return 16;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (halves.words[0] != 0) return (size_t)__builtin_ctzll(halves.words[0]) / 8;
  return 8 + (size_t)__builtin_ctzll(halves.words[1]) / 8;
#else
  if (halves.words[0] != 0) return (size_t)__builtin_clzll(halves.words[0]) / 8;
  return 8 + (size_t)__builtin_clzll(halves.words[1]) / 8;
#endif
}

size_t platform_find_start(
    const uint8_t *text, size_t from, size_t length, const platform_start *start) {
  const bytes16 first = all(start->first), first_case = all(start->first_case);
  const bytes16 second = all(start->second), second_case = all(start->second_case);
  const bytes16 anything = all(start->has_second ? 0x80 : 0);
  const bytes16 lower = all(start->wide[0]), upper = all(start->wide[1]);
  const bytes16 other = all(start->other[0]), behind_other = all(start->other[1]);
  size_t place = from;
  for (; place + 18 <= length; place += 16) {
    const bytes16 here = load(text + place);
    const bytes16 following = load(text + place + 1);
    const bytes16 beyond = load(text + place + 2);
    const bytes16 plain = (bytes16)((here | first_case) == first)
        & (bytes16)(((following | second_case) == second) | (following >= anything));
    const bytes16 wide = (bytes16)(here == 0xEF) & (bytes16)((beyond == lower) | (beyond == upper));
    const bytes16 rare = (bytes16)(here == other) & (bytes16)(following == behind_other);
    const size_t found = first_set(plain | wide | rare);
    if (found < 16) return place + found;
  }
  // The last ones are looked at one by one; whoever asks looks more closely than this.
  for (; place < length; place++) {
    const uint8_t byte = text[place];
    if ((byte | start->first_case) == start->first || byte == 0xEF || byte == start->other[0]) break;
  }
  return place;
}

size_t platform_find_three(
    const uint8_t *text, size_t from, size_t length, const uint8_t *three) {
  const bytes16 first = all(three[0]), second = all(three[1]), third = all(three[2]);
  size_t place = from;
  for (; place + 18 <= length; place += 16) {
    const bytes16 equal = (bytes16)(load(text + place) == first)
        & (bytes16)(load(text + place + 1) == second) & (bytes16)(load(text + place + 2) == third);
    const size_t found = first_set(equal);
    if (found < 16) return place + found;
  }
  for (; place + 3 <= length; place++) {
    if (memcmp(text + place, three, 3) == 0) return place;
  }
  return length;
}

typedef int8_t signed16 __attribute__((vector_size(16), aligned(1)));

size_t platform_count_scalars(const uint8_t *text, size_t length) {
  size_t count = 0, place = 0;
  while (place + 16 <= length) {
    // Each lane counts those that begin at its place in sixteen bytes, 255 at most.
    const size_t rest = (length - place) / 16;
    size_t rounds = rest < 255 ? rest : 255;
    bytes16 lanes = {0};
    for (; rounds > 0; rounds--, place += 16) {
      const signed16 here = *(const signed16 *)(text + place);
      // 80 to BF continue a scalar: as signed numbers those up to -65.
      lanes -= (bytes16)(here > -65);
    }
    union {
      bytes16 lanes;
      uint64_t words[2];
    } halves = {lanes};
    for (int half = 0; half < 2; half++) {
      const uint64_t word = halves.words[half];
      const uint64_t pairs = (word & 0x00FF00FF00FF00FF) + (word >> 8 & 0x00FF00FF00FF00FF);
      count += (pairs * 0x0001000100010001) >> 48;
    }
  }
  for (; place < length; place++) count += (text[place] & 0xC0) != 0x80;
  return count;
}

int platform_holds_one_of(
    const uint8_t *text, size_t length, uint8_t one, uint8_t two, uint8_t three, uint8_t four) {
  if (length >= 16) {
    const bytes16 first = all(one), second = all(two), third = all(three), fourth = all(four);
    // The last sixteen may overlap those before.
    for (size_t place = 0;; place = place + 32 <= length ? place + 16 : length - 16) {
      const bytes16 here = load(text + place);
      const bytes16 found = (bytes16)(here == first) | (bytes16)(here == second)
          | (bytes16)(here == third) | (bytes16)(here == fourth);
      if (first_set(found) < 16) return 1;
      if (place + 16 == length) return 0;
    }
  }
  for (size_t place = 0; place < length; place++) {
    const uint8_t byte = text[place];
    if (byte == one || byte == two || byte == three || byte == four) return 1;
  }
  return 0;
}

void platform_widen_pipe(int file) { fcntl(file, F_SETPIPE_SZ, 1 << 20); }

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
