"""A hand of its own: moves the mouse through the X server's XTEST, beside the program it works on.

Reads one line of JSON from its input: {"every": seconds, "moves": [[x, y], ...]}, in pixels of the screen.
Goes to the first place, presses the left button, moves on at that pace, lets go, and prints when each move
was sent, as JSON, in seconds of the monotonic clock, which all processes of a machine share.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time


def main() -> None:
    x11, xtst = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XFlush.argtypes = [ctypes.c_void_p]
    xtst.XTestFakeMotionEvent.argtypes = [ctypes.c_void_p, *(ctypes.c_int,) * 3, ctypes.c_ulong]
    xtst.XTestFakeButtonEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
    display = x11.XOpenDisplay(os.environ["DISPLAY"].encode())
    for line in sys.stdin:
        asked = json.loads(line)
        sent, due = [], time.monotonic()
        for k, (x, y) in enumerate(asked["moves"]):
            due += asked["every"]
            time.sleep(max(due - time.monotonic(), 0.0))
            xtst.XTestFakeMotionEvent(display, -1, x, y, 0)
            x11.XFlush(display)
            sent.append(time.monotonic())
            if k == 0:
                time.sleep(0.1)
                xtst.XTestFakeButtonEvent(display, 1, 1, 0)
                x11.XFlush(display)
                time.sleep(0.3)
                due = time.monotonic()
        time.sleep(0.2)
        xtst.XTestFakeButtonEvent(display, 1, 0, 0)
        x11.XFlush(display)
        print(json.dumps(sent), flush=True)


if __name__ == "__main__":
    main()
