"""What the benches share: worker processes that are asked in turn, so that a machine that is slow for a while is slow for all."""
import os
import statistics
import subprocess
import sys
import time

TICKS = os.sysconf("SC_CLK_TCK")


class Worker:
    """A process that says `ready …`, and answers each `step` with `done` and its figures."""

    def __init__(self, name, command):
        self.name, self.times = name, []
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        print("%-14s %s" % (name, self.answer("ready")), flush=True)

    def answer(self, word):
        line = self.process.stdout.readline()
        if not line.startswith(word):
            sys.exit("bench: %s ended or said: %r" % (self.name, line))
        return line[len(word):].strip()

    def step(self):
        """The seconds of one step, or of each of its parts."""
        self.process.stdin.write("step\n")
        self.process.stdin.flush()
        return [float(figure) for figure in self.answer("done").split()]

    def ticks(self):
        with open("/proc/%d/stat" % self.process.pid) as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    def peak(self):
        with open("/proc/%d/status" % self.process.pid) as status:
            return next(int(line.split()[1]) / 2**20 for line in status if line.startswith("VmHWM"))


def busy():
    with open("/proc/stat") as stat:
        fields = [int(field) for field in stat.readline().split()[1:]]
    return sum(fields) - fields[3] - fields[4]


def settle(workers):
    """Waits until no worker uses the processor; libgomp's threads spin for a moment after their work."""
    for _ in range(100):
        before = [worker.ticks() for worker in workers]
        time.sleep(0.1)
        if before == [worker.ticks() for worker in workers]:
            return
    sys.exit("bench: a waiting process does not come to rest")


def timed(worker, workers):
    """The figures of one step, and how many cores others used meanwhile."""
    figures, others, _ = measured(worker, workers)
    return figures, others


def measured(worker, workers):
    """The figures of one step, how many cores others used meanwhile, and the processor seconds of the step, which others disturb less."""
    settle(workers)
    total, own, began = busy(), worker.ticks(), time.monotonic()
    figures = worker.step()
    seconds = time.monotonic() - began
    ticks = worker.ticks() - own
    return figures, (busy() - total - ticks) / TICKS / seconds, ticks / TICKS


def instructions():
    with open("/proc/cpuinfo") as info:
        lines = info.read().split("\n")
    value = lambda key: next((line.split(":", 1)[1].strip() for line in lines if line.startswith(key)), "unknown")
    flags = value("flags").split()
    telling = [flag for flag in ("avx2", "avx512f", "avx512_bf16", "amx_bf16") if flag in flags]
    return "%s (%s)" % (value("model name"), " ".join(telling))


def spread(values):
    return "median %.3f, %.3f to %.3f" % (statistics.median(values), min(values), max(values))
