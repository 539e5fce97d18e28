#define _GNU_SOURCE
#include "CTerminalSupport.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

// The order in which they are taken. Those up to SIGTSTP ask to end: each would else end the program at once, with
// what was typed last unsaved and the terminal as it is.
static const int noticed[] = {SIGTERM,   SIGHUP,  SIGINT, SIGQUIT, SIGXCPU, SIGPWR,  SIGUSR1, SIGUSR2, SIGALRM,
                              SIGVTALRM, SIGPROF, SIGIO,  SIGSTKFLT, SIGTSTP, SIGCONT, SIGWINCH};
static const int fatal[] = {SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGSYS};
enum { NOTICED = sizeof noticed / sizeof *noticed, FATAL = sizeof fatal / sizeof *fatal };

static volatile sig_atomic_t arrived[NOTICED];
static struct sigaction old_noticed[NOTICED], old_fatal[FATAL], old_pipe;
static atomic_int event_out = -1, woken;
static int event_in = -1;
static int output = -1;
static struct termios modes;
static uint8_t farewell[1024];
static atomic_size_t farewell_length;
static atomic_int kept_errors = -1, real_errors = -1;
static bool is_open;

int64_t terminal_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// MARK: Signals

static void end_wait(void) {
  int saved = errno;
  // A full pipe means that the wait ends anyway.
  if (event_out >= 0 && write(event_out, "", 1) < 0) errno = saved;
  errno = saved;
}

static void notice(int signal_number) {
  for (int i = 0; i < NOTICED; i++) {
    if (noticed[i] == signal_number) arrived[i] = 1;
  }
  end_wait();
}

static void give_back(void) {
  size_t length = atomic_exchange(&farewell_length, 0);
  if (length > 0) {
    terminal_write_patiently(farewell, length);
    terminal_restore_modes();
  }
  terminal_replay_errors();
}

static void restore_and_die(int signal_number) {
  give_back();
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

static void install(void) {
  struct sigaction action = {0};
  action.sa_handler = notice;
  // No SA_RESTART: a wait has to end.
  sigfillset(&action.sa_mask);
  for (int i = 0; i < NOTICED; i++) sigaction(noticed[i], &action, &old_noticed[i]);

  // A stack that overflowed has no room for the handler.
  static uint8_t stack[64 * 1024];
  stack_t other = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&other, NULL);
  action.sa_handler = restore_and_die;
  action.sa_flags = SA_ONSTACK | SA_RESETHAND;
  for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &action, &old_fatal[i]);

  struct sigaction ignore = {0};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, &old_pipe);
}

static int make_pipe(void) {
  if (event_in >= 0) return 0;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return errno;
  event_in = ends[0];
  event_out = ends[1];
  // Once: for whoever calls exit() while the screen is up.
  atexit(give_back);
  return 0;
}

int terminal_take_signal(void) {
  for (int i = 0; i < NOTICED; i++) {
    if (!arrived[i]) continue;
    arrived[i] = 0;
    return noticed[i];
  }
  return 0;
}

bool terminal_must_end(void) {
  for (int i = 0; noticed[i] != SIGTSTP; i++) {
    if (arrived[i]) return true;
  }
  return false;
}

void terminal_forget_keys(void) {
  for (int i = 0; i < NOTICED; i++) {
    if (noticed[i] == SIGINT || noticed[i] == SIGQUIT || noticed[i] == SIGTSTP) arrived[i] = 0;
  }
}

void terminal_wake(void) {
  if (atomic_exchange(&woken, 1) == 0) end_wait();
}

bool terminal_take_wake(void) { return atomic_exchange(&woken, 0) != 0; }

void terminal_stop(void) {
  // The default action, not SIGSTOP: without a shell that could continue it the kernel then lets
  // the program go on rather than freezing its window for ever.
  struct sigaction standard = {0}, ours;
  standard.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, &standard, &ours);
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
}

// MARK: The terminal

// An own open file: O_NONBLOCK on the inherited one would reach the shell, which shares it.
static int open_output(void) {
  int flags = O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
  int descriptor = open("/proc/self/fd/1", flags);
  if (descriptor < 0) descriptor = open("/dev/tty", flags);
  if (descriptor < 0) descriptor = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  return descriptor;
}

int terminal_open(void) {
  if (tcgetattr(STDIN_FILENO, &modes) != 0) return errno;
  int problem = make_pipe();
  if (problem != 0) return problem;
  output = open_output();
  if (output < 0) return errno;
  for (int i = 0; i < NOTICED; i++) arrived[i] = 0;
  install();
  is_open = true;
  return 0;
}

void terminal_close(void) {
  if (!is_open) return;
  is_open = false;
  for (int i = 0; i < NOTICED; i++) sigaction(noticed[i], &old_noticed[i], NULL);
  for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &old_fatal[i], NULL);
  sigaction(SIGPIPE, &old_pipe, NULL);
  close(output);
  output = -1;
}

int terminal_make_raw(void) {
  struct termios raw = modes;
  cfmakeraw(&raw);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  // At once: waiting for the output to drain may last for ever.
  while (tcsetattr(STDIN_FILENO, TCSANOW, &raw) != 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

void terminal_restore_modes(void) {
  // A program in the background would be stopped here instead of ending.
  sigset_t background, before;
  sigemptyset(&background);
  sigaddset(&background, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &background, &before);
  while (tcsetattr(STDIN_FILENO, TCSANOW, &modes) != 0 && errno == EINTR) {}
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void terminal_set_farewell(const uint8_t *bytes, size_t length) {
  atomic_store(&farewell_length, 0);
  if (length == 0 || length > sizeof farewell) return;
  memcpy(farewell, bytes, length);
  atomic_store(&farewell_length, length);
}

void terminal_divert_errors(void) {
  if (kept_errors >= 0 || !isatty(STDERR_FILENO)) return;
  int kept = memfd_create("messages", MFD_CLOEXEC);
  if (kept < 0) return;
  int real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (real < 0 || dup2(kept, STDERR_FILENO) < 0) {
    close(kept);
    if (real >= 0) close(real);
    return;
  }
  real_errors = real;
  kept_errors = kept;
}

void terminal_replay_errors(void) {
  int kept = atomic_exchange(&kept_errors, -1);
  int real = atomic_exchange(&real_errors, -1);
  if (kept < 0 || real < 0) return;
  dup2(real, STDERR_FILENO);
  uint8_t part[4096];
  off_t place = 0;
  ssize_t count;
  while ((count = pread(kept, part, sizeof part, place)) > 0) {
    terminal_write_patiently(part, (size_t)count);
    place += count;
  }
  close(kept);
  close(real);
}

ptrdiff_t terminal_write(const uint8_t *bytes, size_t length) {
  size_t done = 0;
  while (done < length) {
    ssize_t count = write(output, bytes + done, length - done);
    if (count > 0) {
      done += (size_t)count;
    } else if (count < 0 && errno == EINTR) {
      continue;
    } else if (count < 0 && errno != EAGAIN) {
      return -1;
    } else {
      break;
    }
  }
  return (ptrdiff_t)done;
}

void terminal_write_patiently(const uint8_t *bytes, size_t length) {
  int64_t deadline = terminal_clock() + 1000;
  while (length > 0) {
    ptrdiff_t count = terminal_write(bytes, length);
    if (count < 0) return;
    bytes += count;
    length -= (size_t)count;
    if (length == 0) return;
    int64_t now = terminal_clock();
    if (count > 0) deadline = now + 1000;
    if (now >= deadline) return;
    struct pollfd writable = {.fd = output, .events = POLLOUT};
    poll(&writable, 1, (int)(deadline - now));
  }
}

ptrdiff_t terminal_read(uint8_t *buffer, size_t capacity) {
  ssize_t count = read(STDIN_FILENO, buffer, capacity);
  if (count > 0) return count;
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return -2;
  return -1;
}

bool terminal_get_size(int *width, int *height) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return false;
  if (size.ws_col == 0 || size.ws_row == 0) return false;
  *width = size.ws_col;
  *height = size.ws_row;
  return true;
}

// Between these two the linker puts what runs for a key, by `Sources/Linking/order`; in other builds they stand
// anywhere, and what is between them is not asked for.
__attribute__((section(".text.terminal_key_begin"), noinline)) void terminal_key_begin(void) {
  __asm__ volatile("");
}
__attribute__((section(".text.terminal_key_end"), noinline)) void terminal_key_end(void) {
  __asm__ volatile("");
}

// Asks for the code of a key at once. After a pause it is no longer near the processor, and would be waited for line
// by line: most of the time from a key to its frame.
static void bring_in_code(void) {
  const uintptr_t start = (uintptr_t)terminal_key_begin, end = (uintptr_t)terminal_key_end;
  if (end < start || end - start > 1 << 20) return;
  for (uintptr_t line = start; line < end; line += 64) __builtin_prefetch((const void *)line, 0, 2);
}

int terminal_wait(int wanted, int milliseconds) {
  struct pollfd files[3] = {
      {.fd = wanted & TERMINAL_INPUT ? STDIN_FILENO : -1, .events = POLLIN},
      {.fd = wanted & TERMINAL_OUTPUT ? output : -1, .events = POLLOUT},
      {.fd = wanted & TERMINAL_EVENT ? event_in : -1, .events = POLLIN},
  };
  if (poll(files, 3, milliseconds) <= 0) return 0;
  if (milliseconds != 0 && files[0].revents) bring_in_code();
  int there = 0;
  if (files[0].revents) there |= TERMINAL_INPUT;
  if (files[1].revents) there |= TERMINAL_OUTPUT;
  if (files[2].revents) {
    there |= TERMINAL_EVENT;
    char bytes[256];
    while (read(event_in, bytes, sizeof bytes) > 0) {}
  }
  return there;
}

void terminal_deny_core_dumps(void) {
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
}
