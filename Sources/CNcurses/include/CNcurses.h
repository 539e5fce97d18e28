// The part of ncursesw that emic uses, without its headers: half of the names in curses.h are macros
// that Swift cannot import.
//
// ncurses never writes to the terminal here. It composes frames into memory, and the caller sends
// them: a terminal that does not read cannot stop the program inside a library call.
#ifndef CNCURSES_H
#define CNCURSES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  CURSES_BOLD = 1,
  CURSES_UNDERLINE = 2,
  CURSES_REVERSE = 4,
  CURSES_DIM = 8,
};

typedef enum {
  CURSES_READY,
  CURSES_UNKNOWN_TERMINAL,
  CURSES_NO_CURSOR_ADDRESSING,
  CURSES_FAILED,
} CursesResult;

/// A character with up to four combining marks, zero-filled; a wide character is one such cell.
typedef struct {
  uint32_t scalars[5];
  uint32_t attributes;
  int32_t pair;
} CursesCell;

/// Makes a screen for a terminal of this type. Nothing is written to any terminal.
CursesResult curses_begin(const char *_Nonnull terminal_type);
/// Forgets the screen.
void curses_end(void);

/// A number that the terminal type has (`colors`, `ncv`), below 0 where it has none.
int curses_number(const char *_Nonnull capability);
/// Whether the terminal type has a flag (`xenl`).
bool curses_flag(const char *_Nonnull capability);
/// What sets a colour (`setaf`, `setab`), or NULL. Valid until the next call.
const char *_Nullable curses_color(const char *_Nonnull capability, int color);
/// Turns colours on, with the terminal's own as the default (-1).
void curses_use_colors(void);
/// The colour pair of a foreground and a background, made when it is new; 0 when there is no room.
int curses_pair(int foreground, int background);

void curses_resize(int width, int height);
/// Puts cells into a row, from a column on; cells that no longer fit are left out.
void curses_put_row(int y, int x, const CursesCell *_Nonnull cells, int count);
/// Lets the next frame repaint everything.
void curses_forget_screen(void);
/// Composes what turns the last frame into this one, the cursor at its place (x < 0: anywhere).
void curses_compose(int x, int y);
/// Composes what clears the screen and gives the terminal back; the next frame takes it again.
void curses_compose_leave(void);

/// What was composed since the last call. Valid until the next call of any function here.
const uint8_t *_Nullable curses_output(size_t *_Nonnull length);

/// What makes all of so many rows scroll, and puts the cursor at a place; NULL where no region does.
const char *_Nullable curses_scroll_region(int height, int x, int y);

/// A string capability of the terminal type (`kcuu1`, `rmkx`), or NULL.
const char *_Nullable curses_string(const char *_Nonnull capability);

#endif
