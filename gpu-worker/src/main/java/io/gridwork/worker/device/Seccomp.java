package io.gridwork.worker.device;

import io.gridwork.abi.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Filters of system calls for Linux on x86-64, assembled by hand as classic BPF. Namespaces hide what belongs to the machine; a
 * filter hides those parts of its kernel that OpenCL does not need, and that an attack on it would begin with.
 */
public enum Seccomp {
    /** For a process that compiles, and so has to start {@code ld}: all calls but some. */
    COMPILE,

    /** For a process that runs what is compiled. It starts threads and nothing else: no calls but some. */
    RUN;

    /** Descriptors that come from elsewhere, other processes, namespaces, keys, the kernel's large new interfaces, the machine's state. */
    private static final Map<String, Integer> DENIED = calls("""
            socket 41 connect 42 accept 43 sendto 44 recvfrom 45 sendmsg 46 recvmsg 47 shutdown 48 bind 49 listen 50
            getsockname 51 getpeername 52 socketpair 53 setsockopt 54 getsockopt 55 accept4 288 recvmmsg 299 sendmmsg 307
            ptrace 101 process_vm_readv 310 process_vm_writev 311 kcmp 312 pidfd_send_signal 424 pidfd_open 434
            pidfd_getfd 438 process_madvise 440 process_mrelease 448
            unshare 272 setns 308 pivot_root 155 chroot 161 mount 165 umount2 166 open_tree 428 move_mount 429 fsopen 430
            fsconfig 431 fsmount 432 fspick 433 mount_setattr 442 name_to_handle_at 303 open_by_handle_at 304
            add_key 248 request_key 249 keyctl 250
            bpf 321 perf_event_open 298 userfaultfd 323 io_uring_setup 425 io_uring_enter 426 io_uring_register 427
            io_setup 206 io_destroy 207 io_getevents 208 io_submit 209 io_cancel 210 memfd_create 319 memfd_secret 447
            fanotify_init 300 fanotify_mark 301
            shmget 29 shmat 30 shmctl 31 shmdt 67 semget 64 semop 65 semctl 66 semtimedop 220
            msgget 68 msgsnd 69 msgrcv 70 msgctl 71 mq_open 240 mq_unlink 241 mq_timedsend 242 mq_timedreceive 243
            mq_notify 244 mq_getsetattr 245
            mbind 237 set_mempolicy 238 get_mempolicy 239 migrate_pages 256 move_pages 279 set_mempolicy_home_node 450
            create_module 174 init_module 175 delete_module 176 finit_module 313 kexec_load 246 kexec_file_load 320
            reboot 169 swapon 167 swapoff 168 acct 163 sethostname 170 setdomainname 171 settimeofday 164 adjtimex 159
            clock_settime 227 clock_adjtime 305 personality 135 quotactl 179 quotactl_fd 443 syslog 103 vhangup 153
            iopl 172 ioperm 173 modify_ldt 154 uselib 134 lookup_dcookie 212""");

    /** Memory, threads, files, waiting, time: all that a JVM and PoCL were seen to use, and their near relations. */
    private static final Map<String, Integer> NEEDED = calls("""
            mmap 9 mprotect 10 munmap 11 brk 12 mremap 25 msync 26 mincore 27 madvise 28 membarrier 324
            exit 60 exit_group 231 futex 202 set_robust_list 273 get_robust_list 274 set_tid_address 218 rseq 334
            gettid 186 getpid 39 getppid 110 tgkill 234 arch_prctl 158 prctl 157 prlimit64 302 getrlimit 97 getrusage 98
            sched_yield 24 sched_getparam 143 sched_getscheduler 145 sched_get_priority_max 146
            sched_get_priority_min 147 sched_setaffinity 203 sched_getaffinity 204 getcpu 309 getpriority 140
            rt_sigaction 13 rt_sigprocmask 14 rt_sigreturn 15 rt_sigpending 127 rt_sigtimedwait 128 rt_sigsuspend 130
            sigaltstack 131 restart_syscall 219 pause 34 nanosleep 35 clock_gettime 228 clock_getres 229
            clock_nanosleep 230 gettimeofday 96 times 100 getrandom 318 uname 63 sysinfo 99
            getuid 102 getgid 104 geteuid 107 getegid 108
            read 0 write 1 readv 19 writev 20 pread64 17 pwrite64 18 lseek 8 open 2 openat 257 close 3 close_range 436
            stat 4 fstat 5 lstat 6 newfstatat 262 statx 332 access 21 faccessat 269 faccessat2 439 statfs 137 fstatfs 138
            readlink 89 readlinkat 267 getdents 78 getdents64 217 getcwd 79 fcntl 72 flock 73 dup 32 dup2 33 dup3 292
            mkdir 83 mkdirat 258 rmdir 84 unlink 87 unlinkat 263 rename 82 renameat 264 renameat2 316 chmod 90 fchmod 91
            umask 95 ftruncate 77 fallocate 285 fadvise64 221 fsync 74 fdatasync 75
            pipe 22 pipe2 293 poll 7 ppoll 271 select 23 pselect6 270 epoll_create 213 epoll_create1 291 epoll_ctl 233
            epoll_wait 232 epoll_pwait 281 eventfd 284 eventfd2 290""");

    private static final int CLONE = 56;
    private static final int CLONE3 = 435;
    /** cachestat, of Linux 6.5. What is newer was not looked at, and libraries can do without it. */
    private static final int NEWEST_KNOWN = 451;
    /** Numbers from here on are those of the x32 ABI. */
    private static final int X32 = 0x40000000;

    private static final int ARCH_X86_64 = 0xC000003E;
    private static final int NEW_NAMESPACES = 0x7E020000;
    private static final int THREAD = 0x10000;

    private static final int KILL = 0x80000000;
    private static final int ALLOW = 0x7FFF0000;
    private static final int NOT_PERMITTED = 0x00050000 | 1;
    /** The C library then does without the call. */
    private static final int NOT_IMPLEMENTED = 0x00050000 | 38;

    private static final short LOAD = 0x20;
    private static final short EQUAL = 0x15;
    private static final short AT_LEAST = 0x35;
    private static final short ANY_BIT = 0x45;
    private static final short RETURN = 0x06;

    /** Offsets in what a filter sees of a call: its number, its architecture, the lower half of its first argument. */
    private static final int NUMBER = 0;

    private static final int ARCHITECTURE = 4;
    private static final int ARGUMENT = 16;

    private static final int INSTRUCTION_BYTES = 8;
    private static final long PRCTL = 157;
    private static final long SET_NO_NEW_PRIVS = 38;
    private static final long SECCOMP = 317;
    private static final long SET_MODE_FILTER = 1;
    private static final long ALL_THREADS = 1;

    private static Map<String, Integer> calls(String list) {
        Map<String, Integer> calls = new TreeMap<>();
        Pattern.compile("(\\w+) (\\d+)")
                .matcher(list)
                .results()
                .forEach(call -> calls.put(call.group(1), Integer.valueOf(call.group(2))));
        return calls;
    }

    /** Numbers of the calls that {@link #COMPILE} refuses, by name. */
    public static Map<String, Integer> denied() {
        return Map.copyOf(DENIED);
    }

    /** The filter as bubblewrap and Linux read it. */
    public Bytes program() {
        ByteBuffer code = ByteBuffer.allocate(4096 * INSTRUCTION_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        add(code, LOAD, ARCHITECTURE, 0, 0);
        add(code, EQUAL, ARCH_X86_64, 1, 0);
        add(code, RETURN, KILL, 0, 0);
        add(code, LOAD, NUMBER, 0, 0);
        answer(code, AT_LEAST, X32, NOT_IMPLEMENTED);
        answer(code, AT_LEAST, NEWEST_KNOWN + 1, NOT_IMPLEMENTED);
        // Its flags are in memory, where a filter cannot look.
        answer(code, EQUAL, CLONE3, NOT_IMPLEMENTED);
        add(code, EQUAL, CLONE, 0, this == RUN ? 6 : 4);
        add(code, LOAD, ARGUMENT, 0, 0);
        answer(code, ANY_BIT, NEW_NAMESPACES, NOT_PERMITTED);
        if (this == RUN) {
            answer(code, ANY_BIT, THREAD, ALLOW);
            add(code, RETURN, NOT_PERMITTED, 0, 0);
        } else {
            add(code, RETURN, ALLOW, 0, 0);
        }
        int listed = this == RUN ? ALLOW : NOT_PERMITTED;
        (this == RUN ? NEEDED : DENIED).values().forEach(number -> answer(code, EQUAL, number, listed));
        add(code, RETURN, this == RUN ? NOT_PERMITTED : ALLOW, 0, 0);
        return Bytes.wrap(Arrays.copyOf(code.array(), code.position()));
    }

    private static void answer(ByteBuffer code, short condition, int operand, int answer) {
        add(code, condition, operand, 0, 1);
        add(code, RETURN, answer, 0, 0);
    }

    private static void add(ByteBuffer code, short operation, int operand, int skipIfTrue, int skipIfFalse) {
        code.putShort(operation).put((byte) skipIfTrue).put((byte) skipIfFalse).putInt(operand);
    }

    /** Puts the filter on all threads of this process, for good. @throws DeviceException when Linux does not take it */
    void load() throws DeviceException {
        byte[] program = program().toArray();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment code =
                    arena.allocate(program.length, INSTRUCTION_BYTES).copyFrom(MemorySegment.ofArray(program));
            MemorySegment head = arena.allocate(ValueLayout.JAVA_LONG, 2);
            head.set(ValueLayout.JAVA_SHORT, 0, (short) (program.length / INSTRUCTION_BYTES));
            head.set(ValueLayout.ADDRESS, Long.BYTES, code);
            if (LinuxCalls.call(PRCTL, SET_NO_NEW_PRIVS, 1) != 0
                    || LinuxCalls.call(SECCOMP, SET_MODE_FILTER, ALL_THREADS, head.address()) != 0) {
                throw new DeviceException("Linux does not take the filter of system calls");
            }
        }
    }
}
