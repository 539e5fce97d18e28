// What emic needs of SQLite, to read other programs' projects. One more shared library would cost
// every start of the program time: it is loaded when the first database is met.
#ifndef CSQLITE_H
#define CSQLITE_H
#include <stddef.h>
#include <stdint.h>

/// Whether SQLite could be loaded. May be called from any thread.
int32_t csqlite_is_available(void);

/// An open database; not to be shared between threads.
typedef struct csqlite_database csqlite_database;

/// The rows that a question has; to be closed before their database.
typedef struct csqlite_rows csqlite_rows;

/// Room for SQLite's own words about a failure.
enum { CSQLITE_MESSAGE_SIZE = 128 };

/// What a call came to.
enum {
  CSQLITE_OK = 0,
  /// There is one more row.
  CSQLITE_ROW = 1,
  /// SQLite is not there.
  CSQLITE_MISSING = 2,
  CSQLITE_NOT_A_DATABASE = 3,
  /// It cannot be read: see the message.
  CSQLITE_DAMAGED = 4,
  CSQLITE_NO_MEMORY = 5,
  /// A value is larger than the limit, or the work was more than any project takes.
  CSQLITE_TOO_MUCH = 6,
};

/// Opens a database that nobody changes: only for reading, and without a file made beside it.
///
/// No value may be larger than `limit` bytes. Views and triggers are off: what is read is what is
/// stored.
csqlite_database *_Nullable csqlite_open(
    const char *_Nonnull path, int32_t limit, int32_t *_Nonnull status, char *_Nonnull message);

void csqlite_close(csqlite_database *_Nullable database);

/// Asks a question in SQL.
csqlite_rows *_Nullable csqlite_ask(
    csqlite_database *_Nonnull database, const char *_Nonnull question, int32_t *_Nonnull status,
    char *_Nonnull message);

/// Goes to the next row: CSQLITE_ROW, CSQLITE_OK after the last, or what went wrong.
int32_t csqlite_next(
    csqlite_database *_Nonnull database, csqlite_rows *_Nonnull rows, char *_Nonnull message);

/// Whether a value of the row is NULL.
int32_t csqlite_is_null(csqlite_rows *_Nonnull rows, int32_t column);

/// Whether a value of the row is a whole number, and which.
int32_t csqlite_integer(csqlite_rows *_Nonnull rows, int32_t column, int64_t *_Nonnull value);

/// A value of the row as text in UTF-8, which may hold zero bytes; it lives until the next row.
const uint8_t *_Nullable csqlite_text(
    csqlite_rows *_Nonnull rows, int32_t column, size_t *_Nonnull size);

void csqlite_close_rows(csqlite_rows *_Nullable rows);

#endif
