// Signals, terminal modes and the way out of a crash: what must work inside a signal handler, or
// must never wait, is C.
#ifndef CTERMINALSUPPORT_H
#define CTERMINALSUPPORT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Remembers the modes of the terminal on stdin and stdout and installs the signal handlers.
/// Returns 0 or an errno.
int terminal_open(void);
/// Puts the handlers back that were there before terminal_open.
void terminal_close(void);

/// Makes the terminal raw: every byte arrives as it was sent, no signals from keys. 0 or errno.
int terminal_make_raw(void);
/// Puts the modes back that were there at terminal_open.
void terminal_restore_modes(void);
/// The bytes that undo what was sent to the terminal, written by the crash handler; at most 1024.
/// A length of 0 says that the terminal is as it was, so that a crash leaves it alone.
void terminal_set_farewell(const uint8_t *_Nullable bytes, size_t length);

/// Keeps what is written to stderr while it would land on the screen.
void terminal_divert_errors(void);
/// Writes what was kept and lets stderr go to the terminal again.
void terminal_replay_errors(void);

/// Writes what the terminal takes without waiting. Returns the number of bytes, -1 when the
/// terminal is gone.
ptrdiff_t terminal_write(const uint8_t *_Nonnull bytes, size_t length);
/// Writes all, or gives up when the terminal took nothing for a second.
void terminal_write_patiently(const uint8_t *_Nonnull bytes, size_t length);
/// Reads what has arrived; call it when input is known to wait. Returns the number of bytes, -1 when
/// the terminal is gone, -2 when nothing was there.
ptrdiff_t terminal_read(uint8_t *_Nonnull buffer, size_t capacity);
/// Width and height in cells; false when the terminal does not say.
bool terminal_get_size(int *_Nonnull width, int *_Nonnull height);

enum {
  TERMINAL_INPUT = 1,
  TERMINAL_OUTPUT = 2,
  TERMINAL_EVENT = 4,
};
/// Waits until one of the wanted things is there (the event: a signal or a wake) or the time is over;
/// a negative time waits as long as it takes. Returns the things that are there.
int terminal_wait(int wanted, int milliseconds);

/// The next signal that arrived and was not taken yet, 0 for none; those that ask to end come first.
int terminal_take_signal(void);
/// Whether a signal that asks to end has arrived and was not taken yet.
bool terminal_must_end(void);
/// Forgets Ctrl-C and Ctrl-Z that were meant for a program which had the terminal meanwhile.
void terminal_forget_keys(void);
/// Ends the wait of the main thread; safe on any thread and before terminal_open.
void terminal_wake(void);
/// Whether terminal_wake was called since the last time.
bool terminal_take_wake(void);

/// Stops the process group as Ctrl-Z does, and returns when it goes on.
void terminal_stop(void);

/// No core file and no reading of the memory by other processes: it holds what people said.
void terminal_deny_core_dumps(void);

/// Milliseconds of a clock that never goes back.
int64_t terminal_clock(void);

#endif
