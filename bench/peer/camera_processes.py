#!/usr/bin/python3
"""Peer figure: the same job with Python multiprocessing, a manager queue and named memory.

One capture process and one tracker process a camera, started from a forkserver; raw yuv420p frames read from
an ffmpeg pipe into named shared memory; (name, time) handed over a manager queue of 2; the tracker runs the usual
OpenCV motion pipeline on the luma plane. Measures start time, hand-over latency, memory, CPU and stop time.

usage: camera_processes.py [cameras] [width] [height] [fps] [seconds]
"""
import json, multiprocessing as mp, os, queue, subprocess, sys, threading, time
from multiprocessing import shared_memory as sm, resource_tracker as rt


def capture(name, w, h, fps, slots, q, stop, stats):
    rt.register = lambda *a, **k: None
    size = w * h * 3 // 2
    cmd = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-re", "-f", "lavfi", "-i",
           f"testsrc2=size={w}x{h}:rate={fps}", "-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1"]
    ff = subprocess.Popen(cmd, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, bufsize=size * 10, start_new_session=True)
    store = {}

    def run():
        i = 0
        while not stop.is_set():
            n = f"{name}_frame{i}"
            s = store.get(n) or store.setdefault(n, sm.SharedMemory(name=n))
            data = ff.stdout.read(size)
            if len(data) != size:
                break
            s.buf[:size] = data
            try:
                q.put((n, time.monotonic()), False)
            except queue.Full:
                stats["skipped"].value += 1
            i = (i + 1) % slots
    t = threading.Thread(target=run); t.start()
    while not stop.wait(1):
        pass
    ff.terminate()
    ff.communicate()
    t.join()


def track(name, w, h, q, stop, stats):
    import cv2, numpy as np
    from scipy.ndimage import gaussian_filter
    rt.register = lambda *a, **k: None
    store = {}
    mh, mw = 100, 100 * w // h
    avg = np.zeros((mh, mw), np.float32)
    lat = []
    while not stop.is_set():
        try:
            n, t = q.get(True, 1)
        except queue.Empty:
            continue
        lat.append(time.monotonic() - t)
        if stats["first"].value == 0:
            stats["first"].value = time.monotonic()
        s = store.get(n) or store.setdefault(n, sm.SharedMemory(name=n))
        f = np.ndarray((h * 3 // 2, w), np.uint8, s.buf)
        g = cv2.resize(f[0:h, 0:w], (mw, mh), interpolation=cv2.INTER_NEAREST)
        lo, hi = np.percentile(g, 4), np.percentile(g, 96)
        if lo < hi:
            g = ((np.clip(g, lo, hi) - lo) / (hi - lo) * 255).astype(np.uint8)
        g = gaussian_filter(g, sigma=1, radius=1) if "radius" in gaussian_filter.__code__.co_varnames else gaussian_filter(g, sigma=1, truncate=1)
        d = cv2.absdiff(g, cv2.convertScaleAbs(avg))
        th = cv2.dilate(cv2.threshold(d, 30, 255, cv2.THRESH_BINARY)[1], None, iterations=1)
        cv2.findContours(th, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        cv2.accumulateWeighted(g, avg, 0.01)
        stats["frames"].value += 1
    lat.sort()
    if lat:
        stats["p50"].value = lat[len(lat) // 2]
        stats["p99"].value = lat[int(len(lat) * 0.99)]


def pss(pid):
    """Proportional set size in MB without shared memory: the frames themselves are not overhead."""
    total = 0.0
    try:
        for line in open(f"/proc/{pid}/smaps_rollup"):
            if line.startswith(("Pss_Anon:", "Pss_File:")):
                total += int(line.split()[1]) / 1024
    except OSError:
        pass
    return total


def cpu(pid):
    try:
        p = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(p[11]) + int(p[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return 0.0


def main():
    n, w, h, fps, secs = [int(x) for x in (sys.argv[1:] + ["5", "1280", "720", "5", "20"][len(sys.argv) - 1:])]
    mp.set_start_method("forkserver")
    mgr = mp.Manager()
    cams, t0 = [], time.monotonic()
    size = w * h * 3 // 2
    shms = []
    for c in range(n):
        name = f"peer{os.getpid()}_{c}"
        stop = mp.Event()
        stats = {k: mgr.Value("d", 0) for k in ("frames", "skipped", "p50", "p99", "first")}
        q = mgr.Queue(maxsize=2)
        for i in range(20):
            shms.append(sm.SharedMemory(name=f"{name}_frame{i}", create=True, size=size))
        tr = mp.Process(target=track, args=(name, w, h, q, stop, stats), daemon=True); tr.start()
        ca = mp.Process(target=capture, args=(name, w, h, fps, 20, q, stop, stats)); ca.start()
        cams.append((ca, tr, stop, stats, q))
    spawned = time.monotonic() - t0
    while not all(c[3]["first"].value for c in cams):
        if time.monotonic() - t0 > 60:
            sys.exit("no first frame within 60 s")
        time.sleep(0.005)
    ready = max(c[3]["first"].value for c in cams) - t0
    c0 = {p.pid: cpu(p.pid) for c in cams for p in c[:2]}
    time.sleep(secs)
    mem = [(pss(c[0].pid), pss(c[1].pid)) for c in cams]
    used = [cpu(p.pid) - c0[p.pid] for c in cams for p in c[:2]]
    mgr_pss = pss(mgr._process.pid); main_pss = pss(os.getpid())
    t1 = time.monotonic()
    for ca, tr, stop, stats, q in cams:
        stop.set(); ca.join(10)
        if ca.is_alive(): ca.terminate(); ca.join()
    for ca, tr, stop, stats, q in cams:
        tr.join(10)
        if tr.is_alive(): tr.terminate(); tr.join()
        while True:
            try: q.get(block=True, timeout=0.5)
            except (queue.Empty, EOFError): break
    for s in shms:
        s.close(); s.unlink()
    stopped = time.monotonic() - t1
    med = lambda v: sorted(v)[len(v) // 2]
    print(json.dumps({
        "cameras": n, "frame": f"{w}x{h}@{fps}", "spawned_s": round(spawned, 3), "all_first_frame_s": round(ready, 3),
        "handover_us_p50": round(med([c[3]["p50"].value for c in cams]) * 1e6), "handover_us_p99": round(med([c[3]["p99"].value for c in cams]) * 1e6),
        "frames_per_camera": med([c[3]["frames"].value for c in cams]), "skipped": sum(c[3]["skipped"].value for c in cams),
        "pss_mb_capture": round(med([m[0] for m in mem]), 1), "pss_mb_tracker": round(med([m[1] for m in mem]), 1),
        "pss_mb_manager": round(mgr_pss, 1), "pss_mb_main": round(main_pss, 1),
        "cpu_s_per_camera_minute": round(sum(used) / n / secs * 60, 3), "stop_s": round(stopped, 3)}))


if __name__ == "__main__":
    main()
