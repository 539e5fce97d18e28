/* A disk that refuses, for a program that knows nothing of it: loaded before libc (LD_PRELOAD). Only calls
 * on the file EMIC_TEST_FAULT_FOLDER or below that folder fail. Two ways to say which:
 *
 * EMIC_TEST_FAULT names a file that holds a call and an error: "write 28" for a full disk (ENOSPC),
 * "open 30" for a read-only one (EROFS), "look 13" for what may not be read (EACCES); as long as the file is
 * there, for taking it away makes room again. A number over 1000 is a signal that arrives at this call, which
 * then never comes back: "fsync 1015" for SIGTERM.
 *
 * EMIC_TEST_FAULT_AT="N HOW" makes the Nth call fail, counted from 1: HOW is the number of an error, or
 *   full   no room, there and at every later call that takes some
 *   short  a read or write does half, and says so: the one fault a program has to go on from
 *   kill   the process dies before the call
 *   torn   a write does half, then the process dies
 * EMIC_TEST_FAULT_LOG names a file that gets a line for each call: its number, its name, its path, and
 * "refused" where it was made to fail. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* A call as libc has it, behind this one. */
#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

enum { LONGEST = 4096 };

/* Where a file or folder lies; empty for what has no place. */
static const char *path_of(int file, char path[LONGEST]) {
  char link[64];
  int error = errno;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, LONGEST - 1);
  errno = error;
  path[length > 0 ? length : 0] = 0;
  return path;
}

/* Where a name in a folder leads; AT_FDCWD is the folder the process is in. */
static const char *path_in(int folder, const char *name, char path[LONGEST]) {
  if (name[0] == '/') return name;
  if (folder != AT_FDCWD) path_of(folder, path);
  else if (!getcwd(path, LONGEST)) path[0] = 0;
  size_t length = strlen(path);
  snprintf(path + length, LONGEST - length, "/%s", name);
  return path;
}

static int is_below(const char *path) {
  const char *folder = getenv("EMIC_TEST_FAULT_FOLDER");
  size_t length = folder ? strlen(folder) : 0;
  if (!length || strncmp(path, folder, length) != 0) return 0;
  return folder[length - 1] == '/' || path[length] == '/' || !path[length];
}

/* The error that the file wants of a call; 0 for none. */
static int wanted_by_file(const char *call) {
  const char *name = getenv("EMIC_TEST_FAULT");
  char text[32] = "", wanted[16] = "";
  int number = 0;
  int file = name ? NEXT(openat)(AT_FDCWD, name, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return 0;
  ssize_t length = NEXT(read)(file, text, sizeof text - 1);
  NEXT(close)(file);
  if (length > 0) sscanf(text, "%15s %d", wanted, &number);
  return strcmp(call, wanted) == 0 ? number : 0;
}

/* The signal arrives, and the call does not come back. */
static void stop_by(int number) {
  /* Whoever runs tests on threads of a pool hands on a mask that blocks it. */
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, number);
  sigprocmask(SIG_UNBLOCK, &signals, NULL);
  kill(getpid(), number);
  // A program that does not end is a failed test, not one that hangs.
  for (int i = 0; i < 2000; i++) usleep(10000);
}

static void note(int number, const char *call, const char *path, int refused) {
  const char *name = getenv("EMIC_TEST_FAULT_LOG");
  int file = name ? NEXT(openat)(AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
  if (file < 0) return;
  char line[LONGEST + 64];
  int length = snprintf(line, sizeof line, "%d %s %s%s\n", number, call, path, refused ? " refused" : "");
  if (length > 0) NEXT(write)(file, line, length);
  NEXT(close)(file);
}

/* What is to become of a call: an error, 0 for nothing, or half of it. */
enum { HALF = -1, HALF_AND_DIE = -2 };

static int wanted_by_number(const char *call, const char *path, int takes_room) {
  static int calls = 0;
  const char *at = getenv("EMIC_TEST_FAULT_AT");
  if (!at && !getenv("EMIC_TEST_FAULT_LOG")) return 0;
  int number = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST), place = 0;
  char how[16] = "";
  if (at) sscanf(at, "%d %15s", &place, how);
  int is_full = strcmp(how, "full") == 0;
  int is_hit = is_full ? place > 0 && number >= place && takes_room : number == place;
  note(number, call, path, is_hit);
  if (!is_hit) return 0;
  if (is_full) return ENOSPC;
  if (strcmp(how, "short") == 0) return HALF;
  if (strcmp(how, "torn") == 0 && strcmp(call, "write") == 0) return HALF_AND_DIE;
  if (strcmp(how, "torn") == 0 || strcmp(how, "kill") == 0) stop_by(SIGKILL);
  return atoi(how);
}

/* As `wanted_by_number`, or the file's error; `errno` is that of the error, else what it was. */
static int fault(const char *call, const char *path, int takes_room) {
  int before = errno;
  int number = is_below(path) ? wanted_by_file(call) : 0;
  if (number > 1000) {
    stop_by(number - 1000);
    number = EIO;
  }
  if (!number && is_below(path)) number = wanted_by_number(call, path, takes_room);
  errno = number > 0 ? number : before;
  return number;
}

/* Whether a call fails; only reads and writes can be done by half. */
static int fails(const char *call, const char *path, int takes_room) {
  return fault(call, path, takes_room) > 0;
}

static int opens(int folder, const char *name, int flags, mode_t mode) {
  char path[LONGEST];
  int writes = (flags & O_ACCMODE) != O_RDONLY;
  if (fails(writes ? "open" : "look", path_in(folder, name, path), flags & O_CREAT)) return -1;
  return NEXT(openat)(folder, name, flags, mode);
}

#define MODE_OF(flags, mode)                               \
  va_list rest;                                            \
  va_start(rest, flags);                                   \
  mode_t mode = (flags) & O_CREAT ? va_arg(rest, mode_t) : 0; \
  va_end(rest)

int openat(int folder, const char *name, int flags, ...) {
  MODE_OF(flags, mode);
  return opens(folder, name, flags, mode);
}

int open(const char *name, int flags, ...) {
  MODE_OF(flags, mode);
  return opens(AT_FDCWD, name, flags, mode);
}

/* The name of it that some headers give to their callers. */
int open64(const char *name, int flags, ...) {
  MODE_OF(flags, mode);
  return opens(AT_FDCWD, name, flags, mode);
}

ssize_t write(int file, const void *bytes, size_t count) {
  char path[LONGEST];
  int number = fault("write", path_of(file, path), 1);
  if (number > 0) return -1;
  ssize_t written = NEXT(write)(file, bytes, number < 0 && count > 1 ? count / 2 : count);
  if (number == HALF_AND_DIE) stop_by(SIGKILL);
  return written;
}

ssize_t read(int file, void *bytes, size_t count) {
  char path[LONGEST];
  int number = fault("read", path_of(file, path), 0);
  if (number > 0) return -1;
  return NEXT(read)(file, bytes, number < 0 && count > 1 ? count / 2 : count);
}

int fsync(int file) {
  char path[LONGEST];
  return fails("fsync", path_of(file, path), 1) ? -1 : NEXT(fsync)(file);
}

int close(int file) {
  char path[LONGEST];
  int refused = fails("close", path_of(file, path), 0), error = errno;
  int result = NEXT(close)(file);
  if (!refused) return result;
  errno = error;
  return -1;
}

int renameat(int folder, const char *name, int new_folder, const char *new_name) {
  char path[LONGEST];
  if (fails("rename", path_in(new_folder, new_name, path), 1)) return -1;
  return NEXT(renameat)(folder, name, new_folder, new_name);
}

int rename(const char *name, const char *new_name) {
  return renameat(AT_FDCWD, name, AT_FDCWD, new_name);
}

int link(const char *name, const char *new_name) {
  char path[LONGEST];
  return fails("link", path_in(AT_FDCWD, new_name, path), 1) ? -1 : NEXT(link)(name, new_name);
}

int unlinkat(int folder, const char *name, int flags) {
  char path[LONGEST];
  if (fails("unlink", path_in(folder, name, path), 0)) return -1;
  return NEXT(unlinkat)(folder, name, flags);
}

int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }

int mkdir(const char *name, mode_t mode) {
  char path[LONGEST];
  return fails("mkdir", path_in(AT_FDCWD, name, path), 1) ? -1 : NEXT(mkdir)(name, mode);
}

int fchmod(int file, mode_t mode) {
  char path[LONGEST];
  return fails("chmod", path_of(file, path), 0) ? -1 : NEXT(fchmod)(file, mode);
}

int flock(int file, int operation) {
  char path[LONGEST];
  return fails("lock", path_of(file, path), 0) ? -1 : NEXT(flock)(file, operation);
}

int fstatat(int folder, const char *name, struct stat *status, int flags) {
  char path[LONGEST];
  if (fails("stat", path_in(folder, name, path), 0)) return -1;
  return NEXT(fstatat)(folder, name, status, flags);
}

int stat(const char *name, struct stat *status) { return fstatat(AT_FDCWD, name, status, 0); }

int lstat(const char *name, struct stat *status) {
  return fstatat(AT_FDCWD, name, status, AT_SYMLINK_NOFOLLOW);
}

int fstat(int file, struct stat *status) {
  char path[LONGEST];
  return fails("stat", path_of(file, path), 0) ? -1 : NEXT(fstat)(file, status);
}

DIR *opendir(const char *name) {
  char path[LONGEST];
  return fails("list", path_in(AT_FDCWD, name, path), 0) ? NULL : NEXT(opendir)(name);
}

struct dirent *readdir(DIR *folder) {
  char path[LONGEST];
  return fails("readdir", path_of(dirfd(folder), path), 0) ? NULL : NEXT(readdir)(folder);
}
