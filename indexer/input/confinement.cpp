// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/confinement.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <string_view>
#include <vector>

namespace broadsheet {
namespace {

#if defined(__x86_64__)
constexpr unsigned architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned architecture = AUDIT_ARCH_AARCH64;
#else
constexpr unsigned architecture = 0;
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool sanitized = false;
#endif

/// What computing, memory, threads and open descriptors need.
constexpr std::array allowed {
    __NR_read, __NR_pread64, __NR_readv, __NR_write, __NR_writev, __NR_lseek, __NR_fstat, __NR_close, __NR_recvmsg,
        __NR_recvfrom, __NR_sendmsg, __NR_sendto, __NR_ppoll, __NR_munmap, __NR_mremap, __NR_madvise, __NR_brk,
        __NR_futex, __NR_sched_yield, __NR_sched_getaffinity, __NR_set_robust_list, __NR_rseq, __NR_gettid, __NR_getpid,
        __NR_getppid, __NR_rt_sigaction, __NR_rt_sigprocmask, __NR_rt_sigreturn, __NR_sigaltstack, __NR_clock_gettime,
        __NR_clock_nanosleep, __NR_nanosleep, __NR_gettimeofday, __NR_getrandom, __NR_sysinfo, __NR_restart_syscall,
        __NR_exit, __NR_exit_group,
#if defined(__x86_64__)
        __NR_poll, __NR_time, __NR_arch_prctl,
#endif
};

constexpr unsigned permit = SECCOMP_RET_ALLOW;
/// As of a kernel that lacks the call: libraries then do without it.
constexpr unsigned refuse = SECCOMP_RET_ERRNO | ENOSYS;

constexpr unsigned lower_half_of(unsigned argument) {
    return static_cast<unsigned>(offsetof(seccomp_data, args) + argument * sizeof(std::uint64_t));
}

/// Arguments are compared by their lower halves: these machines are little-endian, and the values are small.
class Filter {
public:
    Filter() {
        load(offsetof(seccomp_data, arch));
        add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0));
        answer(SECCOMP_RET_KILL_PROCESS);
        load(offsetof(seccomp_data, nr));
        for (const int call : allowed) when(call, 1), answer(permit);
        // Threads, not processes.
        when_bits(__NR_clone, 0, CLONE_THREAD, permit, refuse);
        // No code but that of the program.
        when_bits(__NR_mmap, 2, PROT_EXEC, refuse, permit);
        when_bits(__NR_mprotect, 2, PROT_EXEC, refuse, permit);
        // Of a descriptor, not of a path.
        when_equal(__NR_newfstatat, 3, AT_EMPTY_PATH);
        // Asking for limits, not setting them: the address of new ones is null.
        when(__NR_prlimit64, 6);
        load(lower_half_of(2));
        add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3));
        load(lower_half_of(2) + 4);
        add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1));
        answer(permit);
        answer(refuse);
        // abort() of its own.
        when_equal(__NR_tgkill, 0, static_cast<unsigned>(getpid()));
        answer(refuse);
    }

    bool install() {
        const sock_fprog program{static_cast<unsigned short>(steps_.size()), steps_.data()};
        return architecture != 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
    }

private:
    void add(sock_filter step) { steps_.push_back(step); }
    void load(std::size_t offset) { add(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<unsigned>(offset))); }
    void answer(unsigned what) { add(BPF_STMT(BPF_RET | BPF_K, what)); }
    /// The next `steps` are for this call alone, and must end with an answer.
    void when(int call, unsigned char steps) {
        add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<unsigned>(call), 0, steps));
    }
    void when_bits(int call, unsigned argument, unsigned bits, unsigned if_any, unsigned if_none) {
        when(call, 4);
        load(lower_half_of(argument));
        add(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1));
        answer(if_any);
        answer(if_none);
    }
    void when_equal(int call, unsigned argument, unsigned value) {
        when(call, 4);
        load(lower_half_of(argument));
        add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1));
        answer(permit);
        answer(refuse);
    }

    std::vector<sock_filter> steps_;
};

void limit(__rlimit_resource resource, rlim_t most) {
    const rlimit both{most, most};
    setrlimit(resource, &both);
}

void limit_resources(const ConfinementLimits& limits) {
    // Each thread has a stack and an arena, which is address space more than memory.
    constexpr std::size_t space_of_thread = std::size_t{256} * 1024 * 1024;
    constexpr std::size_t space_of_program = std::size_t{1024} * 1024 * 1024;
    if (!sanitized) {
        limit(RLIMIT_DATA, limits.memory_bytes);
        limit(RLIMIT_AS, limits.memory_bytes + limits.threads * space_of_thread + space_of_program);
    }
    limit(RLIMIT_FSIZE, 0);  // sockets are not files
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, limits.descriptors);
}

/// If the machine runs out of memory, this process goes first.
void offer_to_memory_killer() {
    const int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (score < 0) return;
    constexpr std::string_view most = "1000";
    [[maybe_unused]] const ssize_t written = write(score, most.data(), most.size());
    close(score);
}

void drop_capabilities() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, 2> none{};
    syscall(SYS_capset, &header, none.data());
}

/// As the kernel has it from version 6 of Landlock on; earlier ones take its beginning.
struct LandlockRules {
    std::uint64_t file_system = 0;
    std::uint64_t network = 0;
    std::uint64_t scopes = 0;
};

/// Denies all that this kernel's Landlock can deny; returns its version, 0 if there is none.
int deny_by_landlock() {
    constexpr unsigned ask_version = 1;
    const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, ask_version);
    if (version < 1) return 0;
    constexpr std::array<unsigned, 5> rights_of_version{13, 14, 15, 15, 16};
    const std::size_t known = std::min<std::size_t>(static_cast<std::size_t>(version), rights_of_version.size());
    LandlockRules rules;
    rules.file_system = (std::uint64_t{1} << rights_of_version[known - 1]) - 1;
    rules.network = 3;  // binding and connecting
    rules.scopes = 3;   // abstract sockets and signals of others
    const std::size_t bytes = version < 4   ? sizeof(std::uint64_t)
                              : version < 6 ? 2 * sizeof(std::uint64_t)
                                            : sizeof rules;
    const long ruleset = syscall(SYS_landlock_create_ruleset, &rules, bytes, 0);
    if (ruleset < 0) return 0;
    const bool holds = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(static_cast<int>(ruleset));
    return holds ? static_cast<int>(version) : 0;
}

}  // namespace

Confinement confine_process(const ConfinementLimits& limits) {
    Confinement done;
    offer_to_memory_killer();
    done.own_network = unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC) == 0 || unshare(CLONE_NEWNET) == 0;
    limit_resources(limits);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    done.landlock = deny_by_landlock();
    drop_capabilities();
    done.system_calls = Filter().install();
    return done;
}

}  // namespace broadsheet
