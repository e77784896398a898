// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/sandbox_filter.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace broadsheet {
namespace {

#if defined(__x86_64__)
constexpr unsigned architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned architecture = AUDIT_ARCH_AARCH64;
#else
constexpr unsigned architecture = 0;
#endif

constexpr unsigned writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;

/// Calls that a program which turns stdin into stdout never needs.
constexpr std::array denied {
    __NR_socket, __NR_socketpair, __NR_connect, __NR_bind, __NR_listen, __NR_accept4, __NR_clone, __NR_ptrace,
        __NR_kill, __NR_tgkill, __NR_unlinkat, __NR_renameat2, __NR_linkat, __NR_symlinkat, __NR_mkdirat, __NR_fchmodat,
        __NR_fchownat, __NR_mount, __NR_umount2, __NR_unshare, __NR_setns, __NR_keyctl, __NR_add_key, __NR_bpf,
        __NR_mknodat, __NR_truncate, __NR_chroot, __NR_io_uring_setup, __NR_openat2, __NR_userfaultfd,
        __NR_perf_event_open, __NR_process_vm_readv, __NR_process_vm_writev,
#if defined(__x86_64__)
        __NR_fork, __NR_vfork, __NR_accept, __NR_creat, __NR_unlink, __NR_rename, __NR_renameat, __NR_link,
        __NR_symlink, __NR_mkdir, __NR_rmdir, __NR_chmod, __NR_chown, __NR_mknod,
#endif
};

constexpr sock_filter load(std::size_t offset) {
    return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<unsigned>(offset));
}
constexpr sock_filter skip_unless_equal(unsigned value, unsigned char steps) {
    return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, steps);
}
constexpr sock_filter skip_unless_any(unsigned bits, unsigned char steps) {
    return BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 0, steps);
}
constexpr sock_filter answer(unsigned what) {
    return BPF_STMT(BPF_RET | BPF_K, what);
}
constexpr unsigned refused = SECCOMP_RET_ERRNO | EPERM;
constexpr std::size_t flags_of_openat = offsetof(seccomp_data, args) + 2 * sizeof(std::uint64_t);
constexpr std::size_t flags_of_open = offsetof(seccomp_data, args) + sizeof(std::uint64_t);

/// Loads of arguments take their lower half: these machines are little-endian.
constexpr auto make_filter() {
    std::array<sock_filter, 18 + 2 * denied.size()> filter{};
    std::size_t size = 0;
    const auto add = [&](sock_filter step) { filter[size++] = step; };
    add(load(offsetof(seccomp_data, arch)));
    add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0));
    add(answer(SECCOMP_RET_KILL_PROCESS));
    add(load(offsetof(seccomp_data, nr)));
    for (const int call : denied) {
        add(skip_unless_equal(static_cast<unsigned>(call), 1));
        add(answer(refused));
    }
    add(skip_unless_equal(__NR_clone3, 1));
    add(answer(SECCOMP_RET_ERRNO | ENOSYS));  // libraries then try clone
    add(skip_unless_equal(__NR_openat, 4));
    add(load(flags_of_openat));
    add(skip_unless_any(writing, 1));
    add(answer(refused));
    add(answer(SECCOMP_RET_ALLOW));
#if defined(__x86_64__)
    add(skip_unless_equal(__NR_open, 3));
    add(load(flags_of_open));
    add(skip_unless_any(writing, 1));
    add(answer(refused));
#endif
    add(answer(SECCOMP_RET_ALLOW));
    return std::pair(filter, size);
}

constexpr auto filter = make_filter();

}  // namespace

void deny_system_calls() {
    // A network of its own, with nothing in it, if a user may have one here.
    if (unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC) != 0) unshare(CLONE_NEWNET);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (architecture == 0) return;
    const sock_fprog program{static_cast<unsigned short>(filter.second), const_cast<sock_filter*>(filter.first.data())};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

}  // namespace broadsheet
