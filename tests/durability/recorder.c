/* Writes down, in order, what a process does to the files of one folder: enough to say what a power cut would leave.
   With a file named by RECORDER_FULL in place, the disk is full. Loaded by LD_PRELOAD; Linux. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int out = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)

static int watched(int fd, char *path) {
    const char *folder = getenv("RECORDER_FOLDER");
    char link[64];
    if (!folder || fd == out) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strncmp(path, folder, strlen(folder)) == 0;
}

static int full(void) {
    const char *flag = getenv("RECORDER_FULL");
    return flag && access(flag, F_OK) == 0;
}

static void put(const void *data, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    for (const char *at = data; count;) {
        ssize_t done = real(out, at, count);
        if (done <= 0) abort();
        at += done;
        count -= done;
    }
}

static void note(char kind, const char *path, uint64_t offset, const void *data, uint64_t count) {
    const char *log = getenv("RECORDER_LOG");
    if (!log) return;
    if (out < 0) out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    uint32_t length = strlen(path);
    put(&kind, 1);
    put(&length, 4);
    put(path, length);
    put(&offset, 8);
    put(&count, 8);
    if (data) put(data, count);
}

static ssize_t write_at(int fd, const void *data, size_t count, off_t offset, ssize_t (*real)(int, const void *, size_t, off_t)) {
    char path[PATH_MAX];
    if (!watched(fd, path)) return real(fd, data, count, offset);
    if (full()) { errno = ENOSPC; return -1; }
    pthread_mutex_lock(&lock);
    ssize_t done = real(fd, data, count, offset);
    if (done > 0) note('W', path, offset, data, done);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t count, off_t offset) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    return write_at(fd, data, count, offset, real);
}

ssize_t pwrite64(int fd, const void *data, size_t count, off_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    return write_at(fd, data, count, offset, real);
}

ssize_t write(int fd, const void *data, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    char path[PATH_MAX];
    if (!watched(fd, path)) return real(fd, data, count);
    if (full()) { errno = ENOSPC; return -1; }
    pthread_mutex_lock(&lock);
    off_t at = lseek(fd, 0, SEEK_CUR);
    ssize_t done = real(fd, data, count);
    if (done > 0) note('W', path, at, data, done);
    pthread_mutex_unlock(&lock);
    return done;
}

static int sync_file(int fd, int (*real)(int)) {
    char path[PATH_MAX];
    if (!watched(fd, path)) return real(fd);
    pthread_mutex_lock(&lock);
    int done = 0; /* the disk is the log; nothing has to wait for the real one */
    note('S', path, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return done;
}

int fsync(int fd) {
    REAL(int, "fsync", int);
    return sync_file(fd, real);
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    return sync_file(fd, real);
}

static int cut(int fd, off_t size, int (*real)(int, off_t)) {
    char path[PATH_MAX];
    if (!watched(fd, path)) return real(fd, size);
    pthread_mutex_lock(&lock);
    int done = real(fd, size);
    if (done == 0) note('T', path, size, NULL, 0);
    pthread_mutex_unlock(&lock);
    return done;
}

int ftruncate(int fd, off_t size) {
    REAL(int, "ftruncate", int, off_t);
    return cut(fd, size, real);
}

int ftruncate64(int fd, off_t size) {
    REAL(int, "ftruncate64", int, off_t);
    return cut(fd, size, real);
}
