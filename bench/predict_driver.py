"""Alternates sliding-window predictions of Decathlete, PyTorch fp32 and PyTorch bf16, and prints how they compare.

usage: predict_driver.py rounds threads shape JAVA-COMMAND...

Each of the three is a process of its own that waits between its volumes; before a volume is timed the other two must have come to
rest. Every round gives one ratio per peer, so that a machine that is slow for a while is slow for all of them.
"""
import os
import sys

from alternate import Worker, instructions, measured, spread

HERE = os.path.dirname(os.path.abspath(__file__))
WARM_UP = 1


def ratios(ours, theirs):
    return [mine / other for mine, other in zip(ours, theirs)]


def main():
    rounds, threads, shape = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    java = sys.argv[4:]
    peer = [sys.executable, os.path.join(HERE, "predict_peer.py")]
    print("processor      %s, %d cores" % (instructions(), os.cpu_count()))
    print("setting        volume of %s, tiles of 40x56x40, 8 views, %s threads, %d rounds" % (shape, threads, rounds), flush=True)
    workers = [
        Worker("Decathlete", java + ["auto", threads, shape]),
        Worker("PyTorch fp32", peer + ["fp32", threads, shape]),
        Worker("PyTorch bf16", peer + ["bf16", threads, shape]),
    ]
    for worker in workers:
        for _ in range(WARM_UP):
            worker.step()
    disturbed, processor = 0, {worker: [] for worker in workers}
    for number in range(rounds):
        order = workers if number % 2 == 0 else workers[::-1]
        foreign = 0
        for worker in order:
            (seconds, *_), share, used = measured(worker, workers)
            worker.times.append(seconds)
            processor[worker].append(used)
            foreign = max(foreign, share)
        disturbed += foreign > 0.06
        times = "  ".join("%s %.3f s" % (worker.name, worker.times[-1]) for worker in workers)
        print("round %2d       %s  (others used up to %.2f cores)" % (number + 1, times, foreign), flush=True)
    ours = workers[0].times
    for worker in workers:
        print("%-14s %s s; peak memory %.2f GiB" % (worker.name, spread(worker.times), worker.peak()))
    for worker in workers[1:]:
        print("ratio to %s: %s" % (worker.name, spread(ratios(ours, worker.times))))
        print("ratio of processor time to %s: %s" % (worker.name, spread(ratios(processor[workers[0]], processor[worker]))))
    if disturbed:
        print("note: other programs used more than 0.06 cores in %d of %d rounds" % (disturbed, rounds))


main()
