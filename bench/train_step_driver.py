"""Alternates training steps of Decathlete, PyTorch fp32 and PyTorch bf16, and prints how they compare.

usage: train_step_driver.py rounds threads batch samples-per-pass JAVA-COMMAND...

Each of the three is a process of its own that waits between its steps; before a step is timed the other two must have come to rest.
Every round gives one ratio per peer, so that a machine that is slow for a while is slow for all of them.
"""
import os
import sys

from alternate import Worker, instructions, spread, timed

HERE = os.path.dirname(os.path.abspath(__file__))
WARM_UP = 2


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
            (seconds, *_), share = timed(worker, workers)
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
