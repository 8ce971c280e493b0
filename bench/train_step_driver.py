"""Alternates training steps of Decathlete, PyTorch fp32 and PyTorch bf16, and prints how they compare.

usage: train_step_driver.py rounds threads batch samples-per-pass JAVA-COMMAND...

Each of the three is a process of its own that waits between its steps; before a step is timed the other two must have come to rest.
Every round gives one ratio per peer, so that a machine that is slow for a while is slow for all of them.
"""
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TICKS = os.sysconf("SC_CLK_TCK")
WARM_UP = 2


class Worker:
    def __init__(self, name, command):
        self.name, self.times = name, []
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        print("%-14s %s" % (name, self.answer("ready")), flush=True)

    def answer(self, word):
        line = self.process.stdout.readline()
        if not line.startswith(word):
            sys.exit("train_step: %s ended or said: %r" % (self.name, line))
        return line[len(word):].strip()

    def step(self):
        self.process.stdin.write("step\n")
        self.process.stdin.flush()
        return float(self.answer("done").split()[0])

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
    sys.exit("train_step: a waiting process does not come to rest")


def timed(worker, workers):
    settle(workers)
    total, own = busy(), worker.ticks()
    seconds = worker.step()
    foreign = (busy() - total - (worker.ticks() - own)) / TICKS / seconds
    return seconds, foreign


def instructions():
    with open("/proc/cpuinfo") as info:
        lines = info.read().split("\n")
    value = lambda key: next((line.split(":", 1)[1].strip() for line in lines if line.startswith(key)), "unknown")
    flags = value("flags").split()
    telling = [flag for flag in ("avx2", "avx512f", "avx512_bf16", "amx_bf16") if flag in flags]
    return "%s (%s)" % (value("model name"), " ".join(telling))


def spread(values):
    return "median %.3f, %.3f to %.3f" % (statistics.median(values), min(values), max(values))


def main():
    rounds, threads, batch, per_pass = (int(argument) for argument in sys.argv[1:5])
    java = sys.argv[5:]
    peer = [sys.executable, os.path.join(HERE, "train_step_peer.py")]
    print("processor      %s, %d cores" % (instructions(), os.cpu_count()))
    print("setting        batch %d of 40x56x40, %d threads, %d rounds" % (batch, threads, rounds), flush=True)
    workers = [
        Worker("Decathlete", java + ["auto", str(threads), str(batch), str(per_pass)]),
        Worker("PyTorch fp32", peer + ["fp32", str(threads), str(batch)]),
        Worker("PyTorch bf16", peer + ["bf16", str(threads), str(batch)]),
    ]
    for worker in workers:
        for _ in range(WARM_UP):
            worker.step()
    disturbed = 0
    for number in range(rounds):
        order = workers if number % 2 == 0 else workers[::-1]
        foreign = 0
        for worker in order:
            seconds, share = timed(worker, workers)
            worker.times.append(seconds)
            foreign = max(foreign, share)
        disturbed += foreign > 0.06
        times = "  ".join("%s %.3f s" % (worker.name, worker.times[-1]) for worker in workers)
        print("round %2d       %s  (others used up to %.2f cores)" % (number + 1, times, foreign), flush=True)
    ours = workers[0].times
    for worker in workers:
        print("%-14s %s s; peak memory %.2f GiB" % (worker.name, spread(worker.times), worker.peak()))
    for worker in workers[1:]:
        ratios = [mine / theirs for mine, theirs in zip(ours, worker.times)]
        print("ratio to %s: %s" % (worker.name, spread(ratios)))
    if disturbed:
        print("note: other programs used more than 0.06 cores in %d of %d rounds" % (disturbed, rounds))


main()
