#include "CSQLite.h"
#include <dlfcn.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The soname: what Debian's libsqlite3-0 installs.
static const char library_name[] = "libsqlite3.so.0";

#define FUNCTIONS(each) \
  each(sqlite3_close) \
  each(sqlite3_column_bytes) \
  each(sqlite3_column_int64) \
  each(sqlite3_column_text) \
  each(sqlite3_column_type) \
  each(sqlite3_db_config) \
  each(sqlite3_errmsg) \
  each(sqlite3_errstr) \
  each(sqlite3_finalize) \
  each(sqlite3_limit) \
  each(sqlite3_open_v2) \
  each(sqlite3_prepare_v2) \
  each(sqlite3_progress_handler) \
  each(sqlite3_step)

// Its functions by the types of its header, found when it is loaded.
#define DECLARE(name) static __typeof__(name) *lib_##name;
FUNCTIONS(DECLARE)

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int is_loaded = 0;

static void load(void) {
  void *library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return;
#define FIND(name) \
  lib_##name = (__typeof__(name) *)dlsym(library, #name); \
  if (lib_##name == NULL) return;
  FUNCTIONS(FIND)
  is_loaded = 1;
}

int32_t csqlite_is_available(void) {
  pthread_once(&once, load);
  return is_loaded;
}

struct csqlite_database {
  sqlite3 *connection;
  // Calls of `tick`.
  int64_t ticks;
};

// A question about a project takes some steps for each of its rows; a file that was made to keep
// SQLite busy takes more than any project has.
enum { STEPS_PER_TICK = 1000000, MOST_TICKS = 2000 };

static int tick(void *argument) {
  csqlite_database *database = argument;
  return ++database->ticks > MOST_TICKS;
}

static int32_t fail(sqlite3 *connection, int code, char *message) {
  const char *words = connection == NULL ? lib_sqlite3_errstr(code) : lib_sqlite3_errmsg(connection);
  snprintf(message, CSQLITE_MESSAGE_SIZE, "%s", words);
  switch (code & 0xFF) {
    case SQLITE_NOTADB: return CSQLITE_NOT_A_DATABASE;
    case SQLITE_NOMEM: return CSQLITE_NO_MEMORY;
    case SQLITE_TOOBIG:
    case SQLITE_INTERRUPT: return CSQLITE_TOO_MUCH;
    default: return CSQLITE_DAMAGED;
  }
}

// The path as a URI that says that nobody writes to the file; free it with free().
static char *uri_of(const char *path) {
  static const char plain[] =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-";
  static const char scheme[] = "file:", root[] = "file://", query[] = "?mode=ro&immutable=1";
  char *uri = malloc(sizeof root + 3 * strlen(path) + sizeof query);
  if (uri == NULL) return NULL;
  char *end = stpcpy(uri, path[0] == '/' ? root : scheme);
  for (; *path != 0; path++) {
    if (strchr(plain, *path) != NULL) {
      *end++ = *path;
    } else {
      end += sprintf(end, "%%%02X", (unsigned)(uint8_t)*path);
    }
  }
  strcpy(end, query);
  return uri;
}

csqlite_database *csqlite_open(
    const char *path, int32_t limit, int32_t *status, char *message) {
  *status = CSQLITE_OK;
  if (!csqlite_is_available()) {
    *status = CSQLITE_MISSING;
    return NULL;
  }
  char *uri = uri_of(path);
  csqlite_database *database = calloc(1, sizeof *database);
  if (uri == NULL || database == NULL) {
    free(uri);
    free(database);
    *status = CSQLITE_NO_MEMORY;
    return NULL;
  }
  int code = lib_sqlite3_open_v2(
      uri, &database->connection,
      SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);
  free(uri);
  if (code != SQLITE_OK) {
    *status = fail(database->connection, code, message);
    csqlite_close(database);
    return NULL;
  }
  sqlite3 *connection = database->connection;
  lib_sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, limit);
  lib_sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  lib_sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  lib_sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  lib_sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  lib_sqlite3_progress_handler(connection, STEPS_PER_TICK, tick, database);
  return database;
}

void csqlite_close(csqlite_database *database) {
  if (database == NULL) return;
  lib_sqlite3_close(database->connection);
  free(database);
}

static sqlite3_stmt *statement_of(csqlite_rows *rows) { return (sqlite3_stmt *)rows; }

csqlite_rows *csqlite_ask(
    csqlite_database *database, const char *question, int32_t *status, char *message) {
  sqlite3_stmt *statement = NULL;
  int code = lib_sqlite3_prepare_v2(database->connection, question, -1, &statement, NULL);
  *status = code == SQLITE_OK ? CSQLITE_OK : fail(database->connection, code, message);
  return (csqlite_rows *)statement;
}

int32_t csqlite_next(csqlite_database *database, csqlite_rows *rows, char *message) {
  int code = lib_sqlite3_step(statement_of(rows));
  if (code == SQLITE_ROW) return CSQLITE_ROW;
  return code == SQLITE_DONE ? CSQLITE_OK : fail(database->connection, code, message);
}

int32_t csqlite_is_null(csqlite_rows *rows, int32_t column) {
  return lib_sqlite3_column_type(statement_of(rows), column) == SQLITE_NULL;
}

int32_t csqlite_integer(csqlite_rows *rows, int32_t column, int64_t *value) {
  if (lib_sqlite3_column_type(statement_of(rows), column) != SQLITE_INTEGER) return 0;
  *value = lib_sqlite3_column_int64(statement_of(rows), column);
  return 1;
}

const uint8_t *csqlite_text(csqlite_rows *rows, int32_t column, size_t *size) {
  // The size is that of what the call before has made.
  const uint8_t *text = lib_sqlite3_column_text(statement_of(rows), column);
  *size = text == NULL ? 0 : (size_t)lib_sqlite3_column_bytes(statement_of(rows), column);
  return text;
}

void csqlite_close_rows(csqlite_rows *rows) { lib_sqlite3_finalize(statement_of(rows)); }
