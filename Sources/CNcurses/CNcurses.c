#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "CNcurses.h"
#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <term.h>
#include <unistd.h>

// Frames are put straight into newscr, which curses compares with what the terminal shows: by way of stdscr
// every cell would be looked at twice more.
static SCREEN *screen;
static FILE *frames;
static uint8_t *output;
static size_t output_capacity;
// Filled for every row that curses draws.
static cchar_t *row;
static int row_capacity;

CursesResult curses_begin(const char *terminal_type) {
  int descriptor = memfd_create("frames", MFD_CLOEXEC);
  if (descriptor < 0) return CURSES_FAILED;
  int found = 0;
  if (setupterm((char *)terminal_type, descriptor, &found) != OK) {
    close(descriptor);
    return CURSES_UNKNOWN_TERMINAL;
  }
  const char *address = curses_string("cup");
  del_curterm(cur_term);
  if (address == NULL) {
    close(descriptor);
    return CURSES_NO_CURSOR_ADDRESSING;
  }
  frames = fdopen(descriptor, "w");
  if (frames == NULL) {
    close(descriptor);
    return CURSES_FAILED;
  }
  screen = newterm(terminal_type, frames, stdin);
  if (screen == NULL) {
    fclose(frames);
    return CURSES_FAILED;
  }
  // Else a refresh stops half-way as soon as a key waits on stdin.
  typeahead(-1);
  leaveok(newscr, FALSE);
  scrollok(newscr, FALSE);
  return CURSES_READY;
}

void curses_end(void) {
  if (screen == NULL) return;
  delscreen(screen);
  screen = NULL;
  fclose(frames);
  frames = NULL;
  free(output);
  output = NULL;
  output_capacity = 0;
  free(row);
  row = NULL;
  row_capacity = 0;
}

int curses_number(const char *capability) { return tigetnum((char *)capability); }

bool curses_flag(const char *capability) { return tigetflag((char *)capability) > 0; }

const char *curses_color(const char *capability, int color) {
  const char *sequence = curses_string(capability);
  return sequence == NULL ? NULL : tparm((char *)sequence, color, 0, 0, 0, 0, 0, 0, 0, 0);
}

void curses_use_colors(void) {
  start_color();
  use_default_colors();
}

int curses_pair(int foreground, int background) {
  if (foreground < 0 && background < 0) return 0;
  int pair = alloc_pair(foreground, background);
  return pair > 0 ? pair : 0;
}

void curses_resize(int width, int height) {
  // resizeterm would queue a KEY_RESIZE for a getch that never comes.
  resize_term(height, width);
  curses_forget_screen();
}

static attr_t attributes_of(const CursesCell *cell) {
  attr_t attributes = 0;
  if (cell->attributes & CURSES_BOLD) attributes |= A_BOLD;
  if (cell->attributes & CURSES_UNDERLINE) attributes |= A_UNDERLINE;
  if (cell->attributes & CURSES_REVERSE) attributes |= A_REVERSE;
  if (cell->attributes & CURSES_DIM) attributes |= A_DIM;
  return attributes;
}

static void set_cell(cchar_t *cell, const CursesCell *content) {
  wchar_t text[6] = {0};
  for (int i = 0; i < 5; i++) text[i] = (wchar_t)content->scalars[i];
  attr_t attributes = attributes_of(content);
  int pair = content->pair;
  if (setcchar(cell, text, attributes, (short)pair, &pair) != OK) {
    setcchar(cell, L"?", attributes, (short)pair, &pair);
  }
}

void curses_put_row(int y, int x, const CursesCell *cells, int count) {
  if (y < 0 || y >= getmaxy(newscr) || x < 0 || count <= 0) return;
  if (count > row_capacity) {
    cchar_t *larger = realloc(row, (size_t)count * sizeof *row);
    if (larger == NULL) return;
    row = larger;
    row_capacity = count;
  }
  for (int i = 0; i < count; i++) {
    const CursesCell *cell = &cells[i];
    // One character without marks, looking as the one before: setcchar would measure it and build
    // the whole cell anew.
    if (i > 0 && cell->scalars[1] == 0 && cell->attributes == cells[i - 1].attributes
        && cell->pair == cells[i - 1].pair && cells[i - 1].scalars[1] == 0) {
      row[i] = row[i - 1];
      row[i].chars[0] = (wchar_t)cell->scalars[0];
    } else {
      set_cell(&row[i], cell);
    }
  }
  mvwadd_wchnstr(newscr, y, x, row, count);
}

// terminfo's notes on padding (`$<5>`) are for hardware long gone.
static void drop_padding(char *sequence) {
  char *kept = sequence;
  while (*sequence != '\0') {
    const char *end = sequence[0] == '$' && sequence[1] == '<' ? strchr(sequence, '>') : NULL;
    if (end != NULL) {
      sequence += end + 1 - sequence;
    } else {
      *kept++ = *sequence++;
    }
  }
  *kept = '\0';
}

void curses_forget_screen(void) {
  clearok(curscr, TRUE);
}

void curses_compose(int x, int y) {
  if (x >= 0) wmove(newscr, y, x);
  doupdate();
}

void curses_compose_leave(void) {
  // What was on the screen must not be found in the terminal's second buffer later.
  werase(newscr);
  curses_forget_screen();
  doupdate();
  endwin();
}

const uint8_t *curses_output(size_t *length) {
  *length = 0;
  if (frames == NULL) return NULL;
  fflush(frames);
  int descriptor = fileno(frames);
  // Where the last write has ended. The file keeps its pages: to give them back and get new ones
  // for every frame takes longer than to fill them.
  off_t size = lseek(descriptor, 0, SEEK_CUR);
  if (size <= 0) return NULL;
  if ((size_t)size > output_capacity) {
    free(output);
    output_capacity = (size_t)size;
    output = malloc(output_capacity);
    if (output == NULL) output_capacity = 0;
  }
  if (output != NULL) {
    ssize_t got = pread(descriptor, output, (size_t)size, 0);
    if (got > 0) *length = (size_t)got;
  }
  if (lseek(descriptor, 0, SEEK_SET) != 0) *length = 0;
  return output;
}

const char *curses_scroll_region(int height, int x, int y) {
  static char sequences[256];
  if (change_scroll_region == NULL || cursor_address == NULL) return NULL;
  int length =
    snprintf(sequences, sizeof sequences, "%s", tparm(change_scroll_region, 0, height - 1, 0, 0, 0, 0, 0, 0, 0));
  if (length < 0 || (size_t)length >= sizeof sequences) return NULL;
  // The region puts the cursor home. To save it first would lose the place that was saved when the
  // screen was taken.
  const char *back = tparm(cursor_address, y, x, 0, 0, 0, 0, 0, 0, 0);
  snprintf(sequences + length, sizeof sequences - (size_t)length, "%s", back);
  drop_padding(sequences);
  return sequences;
}

const char *curses_string(const char *capability) {
  const char *value = tigetstr(capability);
  return value == NULL || value == (const char *)-1 ? NULL : value;
}
