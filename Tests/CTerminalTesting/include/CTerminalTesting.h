// A program in a pseudo-terminal, with the screen that a person would see.
#ifndef CTERMINALTESTING_H
#define CTERMINALTESTING_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct TestTerminal TestTerminal;

/// The file that this code was loaded from: the test bundle.
const char *_Nonnull test_terminal_bundle(void);

typedef struct {
  /// Zero-filled; empty for a blank cell.
  uint32_t scalars[6];
  /// 1 or 2, 0 for the second half of a wide character.
  int width;
  bool bold, underline, reverse;
  /// A number of the palette, -1 the terminal's own, -2 a colour in RGB.
  int foreground, background;
} TestCell;

/// Starts a program as the foreground job of a session of its own, under a leader that waits for it
/// as a shell does. NULL when there is no pseudo-terminal or no process left.
TestTerminal *_Nullable test_terminal_start(
    const char *_Nonnull program, char *_Nullable const *_Nonnull arguments,
    char *_Nullable const *_Nonnull environment, int width, int height);
/// Kills what still runs.
void test_terminal_end(TestTerminal *_Nonnull terminal);

/// Sends what the terminal takes without waiting; returns the number of bytes.
size_t test_terminal_send(TestTerminal *_Nonnull terminal, const uint8_t *_Nonnull bytes, size_t length);
enum {
  TEST_TERMINAL_READS = 1,
  TEST_TERMINAL_SENDS = 2,
};
/// Waits at most so long for a change of the program's state, and, as wanted, for output or for room
/// to send more, and takes it in.
bool test_terminal_pump(TestTerminal *_Nonnull terminal, int milliseconds, int wanted);
/// Waits at most so long until there is output to read, and leaves it there.
bool test_terminal_has_output(TestTerminal *_Nonnull terminal, int milliseconds);
void test_terminal_resize(TestTerminal *_Nonnull terminal, int width, int height);
void test_terminal_signal(TestTerminal *_Nonnull terminal, int signal_number);
/// Closes both ends, as when a window is closed. Nothing can be read afterwards.
void test_terminal_hang_up(TestTerminal *_Nonnull terminal);

/// The number of the last frame that is complete, and how many bytes of input it has seen.
int test_terminal_frames(const TestTerminal *_Nonnull terminal);
int64_t test_terminal_bytes_seen(const TestTerminal *_Nonnull terminal);

bool test_terminal_is_stopped(const TestTerminal *_Nonnull terminal);
bool test_terminal_has_ended(const TestTerminal *_Nonnull terminal);
/// The exit code, or minus the number of the signal that ended the program.
int test_terminal_status(const TestTerminal *_Nonnull terminal);

/// Whether the modes of the line (echo, line editing and so on) are those from before the start.
bool test_terminal_line_is_restored(TestTerminal *_Nonnull terminal);
/// Private modes (`ESC [ ? n h`) that are not as they were before the start; the application keypad
/// counts as -1. Returns how many; at most `capacity` are stored.
int test_terminal_modes_left(const TestTerminal *_Nonnull terminal, int *_Nonnull modes, int capacity);
/// Every byte that the program sent, frame marks left out.
const uint8_t *_Nullable test_terminal_output(const TestTerminal *_Nonnull terminal, size_t *_Nonnull length);

TestCell test_terminal_cell(TestTerminal *_Nonnull terminal, int x, int y);
void test_terminal_cursor(TestTerminal *_Nonnull terminal, int *_Nonnull x, int *_Nonnull y);

#endif
