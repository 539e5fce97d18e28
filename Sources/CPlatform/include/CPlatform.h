// What libc offers and Swift's Glibc module does not import.
#ifndef CPLATFORM_H
#define CPLATFORM_H
#include <stddef.h>
#include <stdint.h>

/// Makes LC_CTYPE a UTF-8 locale, C.UTF-8 when the user's own is not. Safe to call more than once.
void platform_use_utf8_locale(void);

// How many columns the terminal behind a file has; 0 where there is none, or where it does not say.
int platform_columns(int file);

/// The number of terminal cells of a scalar by libc's wcwidth, the table that ncurses uses;
/// -1 for what cannot be printed.
int platform_cell_width(uint32_t scalar);

/// Lets threads share heaps: what a short-lived one gives back is used again, and a program that waits
/// for keys stays small. There is one for each thread that is at work before the first screen, so that
/// none waits for the lock of another's.
void platform_share_heap(void);

/// Lets heaps grow by much at a time and give nothing back: for a program that reads much, answers and ends.
void platform_expect_much(void);

/// Grows this thread's heap, and lets what is added come in large pages: each page of its own costs as
/// much as reading what is put on it. Nothing unless much is expected, or where the kernel has no large ones.
void platform_grow_heap(void);

/// Brings memory that is about to be filled in at once, in large pages wherever a whole one fits in.
void platform_take_memory(void *_Nullable start, size_t count);

/// Begins to bring a file to the disk and does not wait; what goes wrong is told by fsync.
void platform_begin_sync(int file);

/// Limits the address space of another process, in bytes; nothing where that is not allowed.
void platform_limit_memory(int process, size_t bytes);

/// A pipe, its reading end first, that programs started later do not get; -1 with errno set.
int platform_pipe(int *_Nonnull ends);

/// Starts a thread, on another core where there is one, that does one piece of work and ends. The signals that ask
/// for something stay with the other threads. 0 or an errno.
int platform_start_thread(void (*_Nonnull work)(void *_Nonnull), void *_Nonnull context);

/// Whether this thread does a part of work that all cores share.
int platform_is_part(void);
/// Says so, or not any more, and returns what was said before.
int platform_set_is_part(int is_part);
/// From now on SIGHUP, SIGINT and SIGTERM are followed by work on a thread of its own, and then end the
/// program as they would have. Those that are ignored stay so. 0 or an errno.
int platform_on_ending(void (*_Nonnull work)(void));

/// memmem(3): the place of needle in haystack, or NULL.
const uint8_t *_Nullable platform_find(
    const uint8_t *_Nonnull haystack, size_t haystack_length,
    const uint8_t *_Nonnull needle, size_t needle_length);

/// How words can begin whose first scalar is an ASCII letter, digit or sign.
typedef struct {
  /// What is looked for, and the bit in which capitals differ where it is a letter.
  uint8_t first, first_case;
  /// Behind it, unless anything can stand there.
  uint8_t second, second_case, has_second;
  /// The last byte of the first one's full-width forms; both begin with EF.
  uint8_t wide[2];
  /// The first two bytes of a rare spelling, as ſ is of s; FF where there is none.
  uint8_t other[2];
} platform_start;

/// The next place, from one on, at which such words may begin; length where there is none. It passes
/// over none at which they do, and stops at some at which they do not.
size_t platform_find_start(
    const uint8_t *_Nonnull text, size_t from, size_t length, const platform_start *_Nonnull start);

/// The next place, from one on, of three bytes in a row; length where there is none.
size_t platform_find_three(
    const uint8_t *_Nonnull text, size_t from, size_t length, const uint8_t *_Nonnull three);

/// How many scalars begin in bytes of UTF-8.
size_t platform_count_scalars(const uint8_t *_Nonnull text, size_t length);

/// Whether one of four bytes stands in a text.
int platform_holds_one_of(
    const uint8_t *_Nullable text, size_t length, uint8_t one, uint8_t two, uint8_t three,
    uint8_t four);

/// Lets as much as can be stand in a pipe before its writer waits; nothing where it is none.
void platform_widen_pipe(int file);

/// Runs another program in the foreground and waits for its end.
///
/// Keys that interrupt or stop are for that program: the caller is neither ended nor told.
///
/// arguments: the program's name, looked for in PATH, and what it is given; ends with NULL.
/// Returns its exit status, 128 + n when a signal ended it, or -errno when it was not started.
int platform_run(char *_Nullable const *_Nonnull arguments);

#endif
