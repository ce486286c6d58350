"""Pictures a second by Pillow, in as many processes as there are processors: pillow.py FOLDER SIDE."""
import multiprocessing
import pathlib
import sys
import time

from PIL import Image

SIDE = int(sys.argv[2])


def read(file):
    """The middle of a picture as SIDE x SIDE pixels, averaged over areas; 0 where it cannot be read."""
    try:
        with Image.open(file) as image:
            image = image.convert("RGB")
            shorter = min(image.size)
            left, top = (image.width - shorter) / 2, (image.height - shorter) / 2
            box = (left, top, left + shorter, top + shorter)
            return len(image.resize((SIDE, SIDE), Image.BOX, box=box).tobytes()) > 0
    except OSError:
        return 0


if __name__ == "__main__":
    files = sorted(str(file) for file in pathlib.Path(sys.argv[1]).rglob("*") if file.is_file())
    with multiprocessing.Pool() as pool:
        start = time.perf_counter()
        count = sum(pool.imap_unordered(read, files, chunksize=16))
        seconds = time.perf_counter() - start
    print(f"Pillow: {count} pictures, {count / seconds:.0f}/s")
