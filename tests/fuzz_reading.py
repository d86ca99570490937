"""Coverage-guided fuzzing of the reader, on demand; not collected by pytest.

`pip install atheris`, then `python tests/fuzz_reading.py [folder for inputs found] -max_total_time=600`. Without
atheris: `python tests/fuzz_reading.py --plain SECONDS [SEED]` mutates and splices the recorded and labelled pages at
random. Either way an input that breaks a promise of `test_robustness.broken_promises`, or takes over two seconds, ends
the run and is written to `crash-*`.
"""

from __future__ import annotations

import contextlib
import random
import sys
import time
from hashlib import sha256
from pathlib import Path

TESTS = Path(__file__).resolve().parent
sys.path.insert(0, str(TESTS))

from test_robustness import URL, broken_promises, fragments  # noqa: E402

from scraper.records import Page  # noqa: E402

SLOW_SECONDS = 2.0
_TYPES = ("text/html", "text/plain", None)


def seeds() -> list[bytes]:
    """Every recorded and labelled page."""
    found = (p for folder in ("pages", "labelled") for p in sorted((TESTS / folder).rglob("*")))
    return [p.read_bytes() for p in found if p.suffix in (".html", ".txt")]


def check(data: bytes) -> None:
    """The first byte picks the declared type, the rest is the body. RuntimeError where a promise is broken."""
    page = Page(body=data[1:], url=URL, media_type=_declared(data))
    started = time.perf_counter()
    problems = broken_promises(page)
    seconds = time.perf_counter() - started
    if seconds > SLOW_SECONDS:
        problems = [*problems, f"took {seconds:.1f} s"]
    if problems:
        raise RuntimeError("; ".join(problems))


def _declared(data: bytes) -> str | None:
    return _TYPES[data[0] % len(_TYPES)] if data else None


def mutated(rnd: random.Random, pool: list[bytes]) -> bytes:
    """A page with pieces cut, doubled, spliced in from another page, replaced by words of such letters or by noise."""
    body = bytearray(rnd.choice(pool))
    words = [f.encode("utf-8", "surrogatepass") for f in fragments()]
    for _ in range(rnd.randint(1, 12)):
        at = rnd.randrange(len(body) + 1)
        span = rnd.choice((1, 3, 20, 300))
        match rnd.randrange(7):
            case 0:
                del body[at : at + span]
            case 1:
                body[at:at] = body[at : at + span] * rnd.choice((2, 10, 60))
            case 2:
                other = rnd.choice(pool)
                start = rnd.randrange(len(other) + 1)
                body[at : at + span] = other[start : start + rnd.choice((30, 500, 4000))]
            case 3 | 4:
                body[at:at] = rnd.choice(words) * rnd.choice((1, 1, 2, 30))
            case 5:
                body[at : at + span] = rnd.randbytes(span)
            case _:
                body = body[:at] if rnd.random() < 0.1 else body[at:] + body[:at]
    return bytes(body[:60_000])


def fuzz_plainly(seconds: float, seed: int) -> int:
    """Mutations until the time is up; the number of inputs tried."""
    rnd, pool, tried = random.Random(seed), seeds(), 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = bytes([rnd.randrange(3)]) + mutated(rnd, pool)
        try:
            check(data)
        except RuntimeError as problem:
            name = Path(f"crash-{sha256(data).hexdigest()[:12]}")
            name.write_bytes(data)
            print(f"{name}: {problem}", flush=True)
        tried += 1
    return tried


def main() -> None:
    if sys.argv[1:2] == ["--plain"]:
        print(fuzz_plainly(float(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0), "inputs tried")
        return
    import atheris

    folder = Path(next((a for a in sys.argv[1:] if not a.startswith("-")), "corpus"))
    folder.mkdir(exist_ok=True)
    for body in seeds():
        (folder / sha256(body).hexdigest()[:16]).write_bytes(b"\0" + body)
    with contextlib.suppress(SystemExit):
        atheris.instrument_all()
        atheris.Setup([sys.argv[0], str(folder), *(a for a in sys.argv[1:] if a.startswith("-"))], check)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
