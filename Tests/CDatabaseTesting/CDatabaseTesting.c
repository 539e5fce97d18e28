#include "CDatabaseTesting.h"
#include <sqlite3.h>
#include <stdio.h>

int32_t database_run(const char *path, const char *statements) {
  sqlite3 *connection = NULL;
  char *message = NULL;
  int is_done = sqlite3_open(path, &connection) == SQLITE_OK &&
      sqlite3_exec(connection, statements, NULL, NULL, &message) == SQLITE_OK;
  if (!is_done) fprintf(stderr, "%s: %s\n", path, sqlite3_errmsg(connection));
  sqlite3_free(message);
  sqlite3_close(connection);
  return is_done;
}
