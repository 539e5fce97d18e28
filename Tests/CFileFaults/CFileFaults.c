/* A disk that refuses, for a program that knows nothing of it: loaded before libc (LD_PRELOAD).
 *
 * The file that EMIC_TEST_FAULT names says which call fails and how: "write 28" for a full disk
 * (ENOSPC), "open 30" for a read-only one (EROFS), "look 13" for what may not be read (EACCES). Only calls
 * on the file EMIC_TEST_FAULT_FOLDER or below that folder fail, and only while the script is there: taking
 * it away makes room again. A number over 1000 is a signal that arrives at this call, which then never
 * comes back: "fsync 1015" for SIGTERM. */
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
#include <sys/stat.h>
#include <unistd.h>

/* A call as libc has it, behind this one. */
#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int is_below(const char *path) {
  const char *folder = getenv("EMIC_TEST_FAULT_FOLDER");
  size_t length = folder ? strlen(folder) : 0;
  if (!length || strncmp(path, folder, length) != 0) return 0;
  return folder[length - 1] == '/' || path[length] == '/' || !path[length];
}

static int is_file_below(int file) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_below(path);
}

/* The error that a call is to fail with; 0 for none. */
static int fault(const char *call) {
  const char *name = getenv("EMIC_TEST_FAULT");
  char text[32] = "", wanted[16] = "";
  int number = 0;
  int file = name ? NEXT(openat)(AT_FDCWD, name, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return 0;
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  if (length > 0) sscanf(text, "%15s %d", wanted, &number);
  return strcmp(call, wanted) == 0 ? number : 0;
}

static int fails(int number) {
  if (number > 1000) {
    /* Whoever runs tests on threads of a pool hands on a mask that blocks it. */
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, number - 1000);
    sigprocmask(SIG_UNBLOCK, &signals, NULL);
    kill(getpid(), number - 1000);
    // A program that does not end is a failed test, not one that hangs.
    for (int i = 0; i < 2000; i++) usleep(10000);
    number = EIO;
  }
  if (number) errno = number;
  return number != 0;
}

ssize_t write(int file, const void *bytes, size_t count) {
  if (is_file_below(file) && fails(fault("write"))) return -1;
  return NEXT(write)(file, bytes, count);
}

int openat(int folder, const char *name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  int writes = (flags & O_ACCMODE) != O_RDONLY;
  int below = name[0] == '/' ? is_below(name) : is_file_below(folder);
  if (writes && below && fails(fault("open"))) return -1;
  return NEXT(openat)(folder, name, flags, mode);
}

/* Opening for reading: by which of the two names depends on the headers that a caller was built with. */
static int look(const char *name, int flags) {
  return (flags & O_ACCMODE) == O_RDONLY && is_below(name) && fails(fault("look"));
}

int open(const char *name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return look(name, flags) ? -1 : NEXT(open)(name, flags, mode);
}

int open64(const char *name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return look(name, flags) ? -1 : NEXT(open64)(name, flags, mode);
}

DIR *opendir(const char *name) {
  return is_below(name) && fails(fault("list")) ? NULL : NEXT(opendir)(name);
}

int fsync(int file) {
  if (is_file_below(file) && fails(fault("fsync"))) return -1;
  return NEXT(fsync)(file);
}

int renameat(int folder, const char *name, int new_folder, const char *new_name) {
  if (is_file_below(folder) && fails(fault("rename"))) return -1;
  return NEXT(renameat)(folder, name, new_folder, new_name);
}
