#!/usr/bin/python3
"""Peer figure: frames a second from a pipe into named shared memory, read as camera_processes.py does.

usage: pipe_to_memory.py WIDTH HEIGHT SECONDS -- PRODUCER [ARGUMENTS]
The producer writes to its stdout without end, and is killed afterwards.
"""
import json, subprocess, sys, time
from multiprocessing import shared_memory as sm


def main():
    width, height, seconds = [int(x) for x in sys.argv[1:4]]
    size = width * height * 3 // 2
    producer = subprocess.Popen(sys.argv[5:], stdout=subprocess.PIPE, bufsize=size * 10)
    slots = [sm.SharedMemory(create=True, size=size) for _ in range(20)]
    frames, start = 0, time.monotonic()
    try:
        while time.monotonic() - start < seconds:
            data = producer.stdout.read(size)
            if len(data) != size:
                sys.exit("the producer ended")
            slots[frames % len(slots)].buf[:size] = data
            frames += 1
        print(json.dumps({"frames_per_second": round(frames / (time.monotonic() - start), 1)}))
    finally:
        producer.kill()
        producer.wait()
        for slot in slots:
            slot.close()
            slot.unlink()


if __name__ == "__main__":
    main()
