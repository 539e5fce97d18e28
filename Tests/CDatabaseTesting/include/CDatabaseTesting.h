// Makes SQLite databases for the tests of those that are read.
#ifndef CDATABASETESTING_H
#define CDATABASETESTING_H
#include <stdint.h>

/// Carries out statements in SQL on a database, which is made when it is not there: 1 when all were
/// carried out, else the reason is on stderr.
int32_t database_run(const char *_Nonnull path, const char *_Nonnull statements);

#endif
