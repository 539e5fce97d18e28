#define _GNU_SOURCE
#include "CTerminalTesting.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vterm.h>

enum { KNOWN_MODES = 3000, MARK_LENGTH = 64 };

struct TestTerminal {
  int master, slave, events;
  pid_t leader, job;
  struct termios line;
  VTerm *vterm;
  VTermScreen *screen;
  bool is_stopped, has_ended;
  int status;
  int frames;
  int64_t bytes_seen;
  // The start of what may become a frame mark or a change of modes.
  char pending[MARK_LENGTH];
  size_t pending_length;
  // The start of a character that came without its end.
  char unfinished[4];
  size_t unfinished_length;
  bool changed[KNOWN_MODES];
  bool keypad;
  uint8_t *output;
  size_t output_length, output_room;
};

typedef struct {
  enum { STARTED, STOPPED, CONTINUED, ENDED } what;
  int value;
} Event;

// MARK: Processes

// Only async-signal-safe calls: the tests have other threads.
static void lead(int events, const char *program, char *const *arguments, char *const *environment) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  setsid();
  ioctl(STDIN_FILENO, TIOCSCTTY, 0);
  signal(SIGTTOU, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  signal(SIGPIPE, SIG_DFL);
  pid_t job = fork();
  if (job == 0) {
    setpgid(0, 0);
    tcsetpgrp(STDIN_FILENO, getpid());
    signal(SIGTTOU, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    close(events);
    execve(program, arguments, environment);
    _exit(127);
  }
  setpgid(job, job);
  // A hang-up must reach the job, so the leader keeps no way to the terminal.
  for (int i = 0; i < 3; i++) close(i);
  Event event = {STARTED, job};
  if (write(events, &event, sizeof event) < 0) _exit(1);
  for (;;) {
    int status;
    if (waitpid(job, &status, WUNTRACED | WCONTINUED) < 0) {
      if (errno == EINTR) continue;
      _exit(1);
    }
    if (WIFSTOPPED(status)) {
      event = (Event){STOPPED, 0};
    } else if (WIFCONTINUED(status)) {
      event = (Event){CONTINUED, 0};
    } else {
      event = (Event){ENDED, WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status)};
    }
    if (write(events, &event, sizeof event) < 0 || event.what == ENDED) _exit(0);
  }
}

static bool take_event(TestTerminal *terminal) {
  Event event;
  if (read(terminal->events, &event, sizeof event) != sizeof event) return false;
  switch (event.what) {
  case STARTED: terminal->job = event.value; break;
  case STOPPED: terminal->is_stopped = true; break;
  case CONTINUED: terminal->is_stopped = false; break;
  case ENDED:
    terminal->has_ended = true;
    terminal->status = event.value;
    break;
  }
  return true;
}

TestTerminal *test_terminal_start(
    const char *program, char *const *arguments, char *const *environment, int width, int height) {
  TestTerminal *terminal = calloc(1, sizeof *terminal);
  if (terminal == NULL) return NULL;
  struct winsize size = {.ws_col = (unsigned short)width, .ws_row = (unsigned short)height};
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    free(terminal);
    return NULL;
  }
  if (openpty(&terminal->master, &terminal->slave, NULL, NULL, &size) != 0) {
    close(ends[0]);
    close(ends[1]);
    free(terminal);
    return NULL;
  }
  fcntl(terminal->master, F_SETFD, FD_CLOEXEC);
  fcntl(terminal->slave, F_SETFD, FD_CLOEXEC);
  fcntl(terminal->master, F_SETFL, O_NONBLOCK);
  tcgetattr(terminal->slave, &terminal->line);
  terminal->events = ends[0];
  terminal->leader = fork();
  if (terminal->leader == 0) {
    for (int i = 0; i < 3; i++) dup2(terminal->slave, i);
    // dup2 to itself would keep the close-on-exec flag, so the pipe goes to a low number of its own.
    int events = fcntl(ends[1], F_DUPFD_CLOEXEC, 3);
    if (events != 3) {
      dup2(events, 3);
      fcntl(3, F_SETFD, FD_CLOEXEC);
    }
    close_range(4, ~0U, 0);
    lead(3, program, arguments, environment);
  }
  close(ends[1]);
  if (terminal->leader < 0 || !take_event(terminal)) {
    test_terminal_end(terminal);
    return NULL;
  }
  terminal->vterm = vterm_new(height, width);
  vterm_set_utf8(terminal->vterm, 1);
  terminal->screen = vterm_obtain_screen(terminal->vterm);
  vterm_screen_enable_altscreen(terminal->screen, 1);
  vterm_screen_reset(terminal->screen, 1);
  return terminal;
}

void test_terminal_end(TestTerminal *terminal) {
  if (terminal->job > 0 && !terminal->has_ended) kill(-terminal->job, SIGKILL);
  if (terminal->leader > 0) {
    while (waitpid(terminal->leader, NULL, 0) < 0 && errno == EINTR) {}
  }
  test_terminal_hang_up(terminal);
  close(terminal->events);
  if (terminal->vterm != NULL) vterm_free(terminal->vterm);
  free(terminal->output);
  free(terminal);
}

void test_terminal_signal(TestTerminal *terminal, int signal_number) {
  if (!terminal->has_ended) kill(-terminal->job, signal_number);
}

void test_terminal_hang_up(TestTerminal *terminal) {
  if (terminal->master >= 0) close(terminal->master);
  if (terminal->slave >= 0) close(terminal->slave);
  terminal->master = terminal->slave = -1;
}

// MARK: What the program sends

static void keep(TestTerminal *terminal, const char *bytes, size_t length) {
  if (terminal->output_length + length > terminal->output_room) {
    size_t room = (terminal->output_length + length) * 2;
    uint8_t *larger = realloc(terminal->output, room);
    if (larger == NULL) return;
    terminal->output = larger;
    terminal->output_room = room;
  }
  memcpy(terminal->output + terminal->output_length, bytes, length);
  terminal->output_length += length;
}

// How many bytes at the end begin a character and do not end it.
static size_t unfinished_at_end(const char *bytes, size_t length) {
  for (size_t count = 1; count <= 3 && count <= length; count++) {
    unsigned char byte = (unsigned char)bytes[length - count];
    if (byte < 0x80) return 0;
    if (byte < 0xC0) continue;
    size_t whole = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    return count < whole ? count : 0;
  }
  return 0;
}

static void show(TestTerminal *terminal, const char *bytes, size_t length) {
  if (length == 0) return;
  keep(terminal, bytes, length);
  // To libvterm a character that two calls share is damaged.
  char *joined = malloc(terminal->unfinished_length + length);
  if (joined == NULL) return;
  memcpy(joined, terminal->unfinished, terminal->unfinished_length);
  memcpy(joined + terminal->unfinished_length, bytes, length);
  size_t all = terminal->unfinished_length + length;
  terminal->unfinished_length = unfinished_at_end(joined, all);
  size_t whole = all - terminal->unfinished_length;
  memcpy(terminal->unfinished, joined + whole, terminal->unfinished_length);
  vterm_input_write(terminal->vterm, joined, whole);
  free(joined);
}

static void show_pending(TestTerminal *terminal) {
  show(terminal, terminal->pending, terminal->pending_length);
  terminal->pending_length = 0;
}

static void note_modes(TestTerminal *terminal, const char *numbers, bool is_set) {
  for (const char *place = numbers; *place != 0;) {
    char *end;
    long mode = strtol(place, &end, 10);
    bool standard = mode == 7 || mode == 25;
    if (mode > 0 && mode < KNOWN_MODES) terminal->changed[mode] = is_set != standard;
    place = *end == ';' ? end + 1 : end;
    if (end == place && *end != ';' && *end != 0) return;
  }
}

static void end_private_mode(TestTerminal *terminal, char final) {
  char numbers[MARK_LENGTH + 1] = {0};
  memcpy(numbers, terminal->pending + 3, terminal->pending_length - 4);
  if (final == 'h' || final == 'l') note_modes(terminal, numbers, final == 'h');
  show_pending(terminal);
}

// libvterm 0.1.4 hands over strings only whole and without telling where they stood; the mark is
// taken out before it sees the bytes.
static void end_mark(TestTerminal *terminal) {
  int frames;
  long long bytes;
  terminal->pending[terminal->pending_length - 1] = 0;
  if (sscanf(terminal->pending, "\033]7777;idle;%d;%lld", &frames, &bytes) == 2) {
    terminal->frames = frames;
    terminal->bytes_seen = bytes;
  }
  terminal->pending_length = 0;
}

static void take_byte(TestTerminal *terminal, char byte) {
  static const char mark[] = "\033]7777;idle;";
  char *pending = terminal->pending;
  pending[terminal->pending_length++] = byte;
  size_t length = terminal->pending_length;
  size_t compared = length < sizeof mark - 1 ? length : sizeof mark - 1;
  if (memcmp(pending, mark, compared) == 0 && length < MARK_LENGTH) {
    if (length >= sizeof mark && byte == '\a') end_mark(terminal);
    return;
  }
  if (length == 2 && pending[0] == '\033' && (byte == '=' || byte == '>')) {
    terminal->keypad = byte == '=';
  }
  bool may_be_mode = memcmp(pending, "\033[?", length < 3 ? length : 3) == 0;
  if (may_be_mode && length < MARK_LENGTH) {
    if (length > 3 && byte >= 0x40) end_private_mode(terminal, byte);
    return;
  }
  show_pending(terminal);
}

static bool read_output(TestTerminal *terminal) {
  char bytes[16384];
  ssize_t count = read(terminal->master, bytes, sizeof bytes);
  if (count <= 0) return false;
  for (ssize_t i = 0; i < count;) {
    // Text goes on in one piece; only what begins with ESC is looked at byte by byte.
    const char *escape = memchr(bytes + i, '\033', (size_t)(count - i));
    size_t plain = (size_t)(escape == NULL ? count - i : escape - (bytes + i));
    if (terminal->pending_length > 0) plain = 0;
    show(terminal, bytes + i, plain);
    i += (ssize_t)plain;
    if (i < count) take_byte(terminal, bytes[i++]);
  }
  return true;
}

bool test_terminal_pump(TestTerminal *terminal, int milliseconds, int wanted) {
  short reads = wanted & TEST_TERMINAL_READS ? POLLIN : 0;
  short sends = wanted & TEST_TERMINAL_SENDS ? POLLOUT : 0;
  struct pollfd files[2] = {
      {.fd = terminal->master, .events = (short)(reads | sends)},
      {.fd = terminal->has_ended ? -1 : terminal->events, .events = POLLIN},
  };
  if (poll(files, 2, milliseconds) <= 0) return false;
  bool took = files[0].revents & POLLOUT;
  if (reads && files[0].revents & ~POLLOUT) took |= read_output(terminal);
  // Last words come before the news of the end.
  if (!took && files[1].revents) took |= take_event(terminal);
  return took;
}

bool test_terminal_has_output(TestTerminal *terminal, int milliseconds) {
  struct pollfd file = {.fd = terminal->master, .events = POLLIN};
  return poll(&file, 1, milliseconds) > 0;
}

size_t test_terminal_send(TestTerminal *terminal, const uint8_t *bytes, size_t length) {
  // Small portions: the line discipline of a terminal keeps 4096 bytes.
  ssize_t count = write(terminal->master, bytes, length < 2048 ? length : 2048);
  return count > 0 ? (size_t)count : 0;
}

void test_terminal_resize(TestTerminal *terminal, int width, int height) {
  vterm_set_size(terminal->vterm, height, width);
  struct winsize size = {.ws_col = (unsigned short)width, .ws_row = (unsigned short)height};
  ioctl(terminal->master, TIOCSWINSZ, &size);
}

// MARK: What can be asked

const char *test_terminal_bundle(void) {
  Dl_info image;
  return dladdr((void *)test_terminal_bundle, &image) != 0 ? image.dli_fname : "";
}

int test_terminal_frames(const TestTerminal *terminal) { return terminal->frames; }
int64_t test_terminal_bytes_seen(const TestTerminal *terminal) { return terminal->bytes_seen; }
bool test_terminal_is_stopped(const TestTerminal *terminal) { return terminal->is_stopped; }
bool test_terminal_has_ended(const TestTerminal *terminal) { return terminal->has_ended; }
int test_terminal_status(const TestTerminal *terminal) { return terminal->status; }

bool test_terminal_line_is_restored(TestTerminal *terminal) {
  struct termios now;
  if (tcgetattr(terminal->slave, &now) != 0) return false;
  const struct termios *then = &terminal->line;
  return now.c_iflag == then->c_iflag && now.c_oflag == then->c_oflag &&
         now.c_cflag == then->c_cflag && now.c_lflag == then->c_lflag &&
         memcmp(now.c_cc, then->c_cc, sizeof now.c_cc) == 0;
}

int test_terminal_modes_left(const TestTerminal *terminal, int *modes, int capacity) {
  int count = 0;
  for (int mode = 1; mode < KNOWN_MODES; mode++) {
    if (!terminal->changed[mode]) continue;
    if (count < capacity) modes[count] = mode;
    count++;
  }
  if (terminal->keypad) {
    if (count < capacity) modes[count] = -1;
    count++;
  }
  return count;
}

const uint8_t *test_terminal_output(const TestTerminal *terminal, size_t *length) {
  *length = terminal->output_length;
  return terminal->output;
}

static int color(VTermColor color) {
  if (VTERM_COLOR_IS_DEFAULT_FG(&color) || VTERM_COLOR_IS_DEFAULT_BG(&color)) return -1;
  return VTERM_COLOR_IS_INDEXED(&color) ? color.indexed.idx : -2;
}

TestCell test_terminal_cell(TestTerminal *terminal, int x, int y) {
  TestCell result = {.width = 1, .foreground = -1, .background = -1};
  VTermScreenCell cell;
  if (!vterm_screen_get_cell(terminal->screen, (VTermPos){.row = y, .col = x}, &cell)) return result;
  result.width = cell.chars[0] == (uint32_t)-1 ? 0 : cell.width;
  if (result.width > 0) memcpy(result.scalars, cell.chars, sizeof result.scalars);
  result.bold = cell.attrs.bold;
  result.underline = cell.attrs.underline != 0;
  result.reverse = cell.attrs.reverse;
  result.foreground = color(cell.fg);
  result.background = color(cell.bg);
  return result;
}

void test_terminal_cursor(TestTerminal *terminal, int *x, int *y) {
  VTermPos place;
  vterm_state_get_cursorpos(vterm_obtain_state(terminal->vterm), &place);
  *x = place.col;
  *y = place.row;
}
