"""What a refresh of every source costs beyond its manners; run it by hand: `python tests/benchmarks/bench_refresh.py`.

`foi refresh --all`, twice, in a process of its own, against a stand-in of each source and of the web's archive:
sources.toml as shipped, but for a shorter pause (`--delay`). The politeness floor is the pauses that the busiest host
alone asks for: hosts are asked side by side, so a run cannot end before. The sum over all hosts stands beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from every_source import COMMAND, World, every_source


def run(world: World, folder: Path, delay_seconds: float) -> None:
    before = len(world.logs.requests), len(world.web.hits)
    words = ["refresh", "--all", "--db", "foi.db", "--json"]
    began = time.perf_counter()
    with (folder / "results.json").open("wb") as out:
        command = [sys.executable, "-c", COMMAND, *words]
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.DEVNULL)
        used = os.wait4(process.pid, 0)[2]
        process.returncode = 0  # it has been waited for
    seconds = time.perf_counter() - began
    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    requests = Counter(str(request.port) for request in world.logs.requests[before[0] :])
    archive = len(world.web.hits) - before[1]  # without its pauses, which its stand-in does not ask for
    floors = sorted((count - 1) * delay_seconds for count in requests.values())
    print(f"  not ok                    {[(r['source'], r['reason']) for r in results if r['state'] != 'ok']}")
    print(f"  sources, hosts            {len(results)}, {len(requests) + 1}")
    print(f"  entries listed            {sum(r['listed'] for r in results)}")
    print(f"  responses new             {sum(r['new'] for r in results)}")
    print(f"  requests                  {requests.total() + archive}, {archive} of them to the web's archive")
    print(f"  bytes received            {sum(r['size_bytes'] for r in results):,}")
    print(f"  seconds                   {seconds:.1f}")
    print(f"  politeness floor          {floors[-1]:.1f} at the busiest host, {sum(floors):.1f} over all")
    print(f"  seconds above the floor   {seconds - floors[-1]:.1f}")
    print(f"  processor seconds         {used.ru_utime + used.ru_stime:.1f}")
    print(f"  peak memory               {used.ru_maxrss / 1024:.0f} MB")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    options.add_argument("--delay", type=float, default=0.25, help="seconds between two requests to a host")
    options.add_argument("--answers", type=int, default=11, help="responses of each source, at most 11")
    given = options.parse_args()
    with TemporaryDirectory() as folder, every_source(given.answers) as world:
        world.write_config(Path(folder) / "sources.toml", delay_seconds=given.delay)
        for name in ("first run", "second run"):
            print(name)
            run(world, Path(folder), given.delay)


if __name__ == "__main__":
    main()
