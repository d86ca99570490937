"""The labelled examples, scored by their own script, where they lie beside this checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[1].parent / "shared" / "examples"
FOI = Path(sys.executable).parent / "foi"

# What has been reached, less a little; raise with the score. The same for pages and for plain text.
FLOORS = {
    "reference": 0.99,
    "date_requested": 0.98,
    "date_responded": 0.98,
    "date_published": 0.98,
    "outcome": 0.97,
    "exemptions_f1": 0.98,
    "n_questions": 0.95,
    "questions_f1": 0.97,
}
CEILINGS = {
    "reference_false": 0,
    "date_requested_false": 0,
    "date_responded_false": 0,
    "date_published_false": 0,
    "mentioned_as_relied": 0,
    "nonresponse_false_claims": 0,
}


@pytest.mark.skipif(not (EXAMPLES / "score.py").exists(), reason="the labelled examples are not part of this checkout")
@pytest.mark.skipif(not FOI.exists(), reason="the foi command is not installed")
def test_the_examples_score_as_well_as_before() -> None:
    bounds = [f"--min={form}{field}={floor}" for field, floor in FLOORS.items() for form in ("", "txt.")]
    bounds += [f"--max={form}{field}={ceiling}" for field, ceiling in CEILINGS.items() for form in ("", "txt.")]
    run = subprocess.run(
        [sys.executable, "score.py", "--dir", ".", "--foi", "--txt", "--misses", "20", *bounds],
        cwd=EXAMPLES,
        env=os.environ | {"PATH": f"{FOI.parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
