/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two locks behind each other: limits that need nothing but a Unix (no new
 * descriptor, no new process, so much memory), then the list of calls.  What a
 * library wants to read from a file must have been read before: see `warm` in
 * worker.h. */
#include "baolan/worker/sandbox.h"

#include "baolan/base/i18n.h"
#include "baolan/base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <seccomp.h>

#if defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif

/* Assumed where /proc is not mounted and nobody tells. */
#define START_UNKNOWN ((size_t)1 << 30)

/* clang-format off */
static const int allowed_calls[] = {
	/* memory; mmap and mprotect have rules of their own */
	SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
	/* the descriptors that are left */
	SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(sendmsg),
	/* clock and chance */
	SCMP_SYS(clock_gettime), SCMP_SYS(clock_gettime64), SCMP_SYS(clock_getres),
	SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getrandom),
	/* locks inside libraries */
	SCMP_SYS(futex), SCMP_SYS(futex_time64), SCMP_SYS(sched_yield),
	/* glibc's qsort asks how much memory there is */
	SCMP_SYS(sysinfo),
	/* signals and abort(); tgkill has a rule of its own */
	SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(sigaltstack),
	SCMP_SYS(restart_syscall), SCMP_SYS(getpid), SCMP_SYS(gettid),
	SCMP_SYS(exit), SCMP_SYS(exit_group),
#ifdef WITH_ASAN
	/* The sanitizer's report of a fault it has found; it can't open the files
	 * that name functions and ends there. */
	SCMP_SYS(rt_sigaction), SCMP_SYS(getrlimit), SCMP_SYS(prlimit64),
#endif
};
/* clang-format on */

/* Bytes of address space in use: the first number in statm, in pages. */
static size_t address_space(void)
{
	char statm[64] = "";
	auto_close int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	if (fd < 0 || read(fd, statm, sizeof(statm) - 1) <= 0)
		return START_UNKNOWN;
	size_t pages = strtoul(statm, NULL, 10);
	return pages ? pages * (size_t)sysconf(_SC_PAGESIZE) : START_UNKNOWN;
}

static void close_between(int after, int before)
{
	if (before - after > 1)
		close_range((unsigned)after + 1, (unsigned)before - 1, 0);
}

static void close_others(int keep_fd)
{
	int low = MIN(keep_fd, STDERR_FILENO), high = MAX(keep_fd, STDERR_FILENO);
	close_between(-1, low);
	close_between(low, high);
	close_range((unsigned)high + 1, ~0U, 0);
}

static bool set_limit(int which, size_t soft, size_t hard)
{
	struct rlimit limit;
	if (getrlimit(which, &limit) < 0)
		return false;
	limit.rlim_max = MIN(limit.rlim_max, hard);
	limit.rlim_cur = MIN(limit.rlim_max, soft);
	return setrlimit(which, &limit) == 0;
}

/* Past the soft CPU limit comes SIGXCPU, which tells what happened. */
static bool set_limits(size_t address_space_max)
{
	return set_limit(RLIMIT_AS, address_space_max, address_space_max) &&
	       set_limit(RLIMIT_CPU, SANDBOX_CPU_SECONDS, SANDBOX_CPU_SECONDS + 2) &&
	       set_limit(RLIMIT_CORE, 0, 0) && set_limit(RLIMIT_FSIZE, 0, 0) &&
	       set_limit(RLIMIT_NPROC, 0, 0) && set_limit(RLIMIT_NOFILE, 0, 0);
}

static int allow_calls(scmp_filter_ctx filter)
{
	int failed = 0;
	for (size_t i = 0; i < ARRAY_SIZE(allowed_calls); i++)
		failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed_calls[i], 0);
	return failed;
}

/* Memory, but none that could hold new code. */
static int allow_data_mapping(scmp_filter_ctx filter)
{
	static const int calls[] = { SCMP_SYS(mmap), SCMP_SYS(mmap2),
		                     SCMP_SYS(mprotect) };
	int failed = 0;
	for (size_t i = 0; i < ARRAY_SIZE(calls); i++)
		failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 1,
		                           SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	return failed;
}

/* abort() sends itself a signal: this process, this signal, no other. */
static int allow_abort(scmp_filter_ctx filter)
{
	return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 2,
	                        SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0),
	                        SCMP_A2(SCMP_CMP_EQ, SIGABRT, 0));
}

static bool load_filter(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	if (!filter)
		return false;
	bool loaded = allow_calls(filter) == 0 && allow_data_mapping(filter) == 0 &&
	              allow_abort(filter) == 0 && seccomp_load(filter) == 0;
	seccomp_release(filter);
	return loaded;
}

enum err sandbox_enter(int keep_fd, size_t memory, bool *ret_seccomp, struct error *err)
{
	size_t space = address_space();
	close_others(keep_fd);
	if (!set_limits(space + memory))
		return err_errno(err, _("the limits of a helper process can't be set"));
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
	    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
		return err_errno(err, _("a helper process can't be confined"));
	*ret_seccomp = load_filter();
	return ERR_OK;
}
