"""Runs one student's file and answers calls, a line of JSON each way: arrays as bytes, so that no digit is lost.

Arguments: the file, megabytes, seconds for reading it, the student's names for the notebook's and the classes, as JSON.
"""
import base64
import json
import os
import re
import resource
import signal
import sys
import traceback

answers = os.fdopen(os.dup(1), "w")
nowhere = os.open(os.devnull, os.O_WRONLY)
for stream in (1, 2):
    os.dup2(nowhere, stream)


def answer(content):
    answers.write(json.dumps(content) + "\n")
    answers.flush()


try:
    import numpy as np
except Exception as e:
    answer({"missing": f"{type(e).__name__}: {e}"})
    sys.exit()

import rules

file, megabytes, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
names, asked = json.loads(sys.argv[4]), json.loads(sys.argv[5])
KEYS = re.compile(r"d?[AZWb]\d+|d?Ws|d?(gamma|beta)|mean|variance|x|out|dX")


def own(owner, name):
    """The student's name for one of the notebook's."""
    return names.get(owner + "." + name, names.get(name, name))


def limit():
    """No more memory, no files, no processes, and an end even where nobody is left to end it."""
    try:
        with open("/proc/self/statm") as statm:
            used = int(statm.read().split()[0]) * resource.getpagesize()
    except OSError:
        used = 1 << 30
    most = used + (megabytes << 20)
    for kind, value in (("CPU", int(20 * (seconds + 1))), ("AS", most), ("FSIZE", 0), ("CORE", 0), ("NPROC", 0)):
        try:
            resource.setrlimit(getattr(resource, "RLIMIT_" + kind), (value, value))
        except (AttributeError, OSError, ValueError):
            pass  # not every system has each of them


def where(error):
    """The last line of the student's own file in a traceback."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return f" ({os.path.basename(file)}:{lines[-1]})" if lines else ""


def told(error):
    """What stopped a call, in one line."""
    if isinstance(error, MemoryError):
        return "no memory is left"
    if isinstance(error, RecursionError):
        return "a method calls itself without end"
    if isinstance(error, SyntaxError):
        return f"SyntaxError: {error.msg} ({os.path.basename(file)}:{error.lineno})"
    text = str(error).split("\n")[0][:300]
    return type(error).__name__ + (": " + text if text else "") + where(error)


def packed(value, owner=""):
    """A value as JSON; of a map the arrays that the notebook names."""
    if isinstance(value, dict):
        back = {own(owner, key): key for key in ("x", "out")}
        pairs = [(back.get(key, key), v) for key, v in value.items() if isinstance(key, str)]
        return {"map": {key: packed(v) for key, v in pairs if KEYS.fullmatch(key) and v is not None}}
    if value is None or isinstance(value, str):
        return None
    array = np.asarray(value)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{type(value).__name__} in place of an array")
    single = array.dtype in (np.float32, np.float16)
    wide = np.ascontiguousarray(array, dtype="<f8")
    return {
        "shape": list(array.shape),
        "single": single,
        "data": base64.b64encode(wide.tobytes()).decode(),
    }


def unpacked(value, owner=""):
    if isinstance(value, dict) and "map" in value:
        return {own(owner, key): unpacked(v) for key, v in value["map"].items()}
    if isinstance(value, dict) and "data" in value:
        return np.frombuffer(base64.b64decode(value["data"]), dtype="<f8").reshape(value["shape"]).copy()
    return value


class Made:
    """One object of a student's class."""

    def __init__(self, kind, arguments):
        self.kind = kind
        self.cache = {}
        parameters = {
            own(kind, name): tuple(value) if isinstance(value, list) else value for name, value in arguments.items()
        }
        self.object = module[own(kind, kind)](**parameters)
        self.channel_axis = self.keeps_channel_axis()

    def keeps_channel_axis(self):
        """Whether filters are (units, 1, size, size): as its own initialize_weights makes them."""
        if self.kind != "Convolution2dLayer":
            return False
        try:
            self.method("initialize_weights")()
            return np.ndim(self.state("weights")) == 4
        except Exception:  # an exercise of its own tells
            return False

    def method(self, name):
        return getattr(self.object, own(self.kind, name))

    def state(self, name):
        return getattr(self.object, own(self.kind, name), None)

    def put(self, name, arrays):
        if self.kind == "Convolution2dLayer":
            if "W" not in arrays:
                return
            arrays = arrays["W"][:, None] if self.channel_axis else arrays["W"]
        if isinstance(arrays, dict) and isinstance(self.state(name), dict):
            self.state(name).update(arrays)
        elif len(arrays):
            setattr(self.object, own(self.kind, name), arrays)

    def packed_state(self, name):
        value = self.state(name)
        if value is None or self.kind != "Convolution2dLayer":
            return packed(value)
        return {"map": {"W": packed(self.squeezed(value))}}

    def squeezed(self, w):
        """Without the channel axis of 1, and out of a dict of one."""
        if isinstance(w, dict) and len(w) == 1:
            w = next(iter(w.values()))
        flat = self.kind == "Convolution2dLayer" and np.ndim(w) == 4 and np.shape(w)[1] == 1
        return np.asarray(w)[:, 0] if flat else w

    def call(self, name, arguments, state):
        own_arguments = [unpacked(a, self.kind) for a in arguments]
        if name == "backward":
            own_arguments[0] = {**self.cache, **own_arguments[0]}  # with what forward left there besides
        for kind, arrays in state.items():
            self.put(kind, unpacked(arrays))
        result = self.method(name)(*own_arguments)
        if name == "forward":
            if not isinstance(result, dict):
                raise TypeError(f"forward gives {type(result).__name__}, a dict is due")
            self.cache = result
        elif name == "backward" and self.kind in ("Convolution2dLayer", "MaxPooling2dLayer"):
            result = self.squeezed(result)
        return {
            "result": packed(result, self.kind),
            "arguments": [packed(a, self.kind) for a in own_arguments],
            "weights": self.packed_state("weights"),
            "statistics": self.packed_state("statistics"),
        }


def serve(request):
    if request["op"] == "make":
        made.append(Made(request["class"], request["arguments"]))
        return {"id": len(made) - 1}
    state = {name: request[name] for name in ("weights", "statistics")}
    with np.errstate(all="ignore"):
        return made[request["id"]].call(request["method"], request["arguments"], state)


def main():
    for line in sys.stdin:
        try:
            answer(serve(json.loads(line)))
        except BaseException as e:  # also SystemExit: whatever the student's file throws is told
            answer({"error": told(e)})


made = []
module = {"__name__": "solution"}
try:
    with open(file, encoding="utf-8") as f:
        tree = rules.pruned(f.read(), {own(name, name) for name in asked})
    limit()
    signal.setitimer(signal.ITIMER_REAL, seconds)  # ends this process
    exec(compile(tree, file, "exec"), module)
    signal.setitimer(signal.ITIMER_REAL, 0)
except rules.Refused as e:
    answer({"error": "refused: " + str(e)})
except BaseException as e:
    answer({"error": "does not run: " + told(e)})
else:
    answer({"classes": [name for name in asked if isinstance(module.get(own(name, name)), type)]})
    main()
