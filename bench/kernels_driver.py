"""Alternates one of our kernels on the processor with its peer in Python, one core each, and prints the ratio of every part.

usage: kernels_driver.py rounds parts-separated-by-commas PEER-COMMAND... -- JAVA-COMMAND...

A part is a time in seconds, or, with = before its name, a result that must agree to 0.1 %.
"""
import os
import sys

from alternate import Worker, instructions, spread, timed

WARM_UP = 4


def agree(name, theirs, mine):
    """A result that both have computed."""
    print("%-14s peer %.6f, Decathlete %.6f" % (name, theirs, mine))
    if abs(theirs - mine) > 1e-3 * abs(theirs):
        sys.exit("bench: the results differ")


def main():
    rounds, parts = int(sys.argv[1]), sys.argv[2].split(",")
    split = sys.argv.index("--")
    peer, ours = sys.argv[3:split], sys.argv[split + 1:]
    print("processor      %s, one of %d cores" % (instructions(), os.cpu_count()), flush=True)
    workers = [Worker("peer", ["taskset", "-c", "0"] + peer), Worker("Decathlete", ["taskset", "-c", "0"] + ours)]
    for _ in range(WARM_UP):
        workers[1].step()
    for number in range(rounds):
        foreign = 0
        for worker in workers if number % 2 == 0 else workers[::-1]:
            figures, share = timed(worker, workers)
            worker.times.append(figures)
            foreign = max(foreign, share)
        print("round %2d       others used up to %.2f cores" % (number + 1, foreign), flush=True)
    for index, part in enumerate(parts):
        theirs, mine = ([times[index] for times in worker.times] for worker in workers)
        if part.startswith("="):
            agree(part[1:], theirs[0], mine[0])
            continue
        print("%-14s peer %s s; Decathlete %s s" % (part, spread(theirs), spread(mine)))
        print("%-14s times as fast: %s" % (part, spread([a / b for a, b in zip(theirs, mine)])))


main()
