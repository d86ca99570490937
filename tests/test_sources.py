"""sources.toml: facts only, every mistake named with its place."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.errors import ConfigError
from scraper.records import Law, Source, Via
from scraper.schedule import make_scheduler
from scraper.sources import load_config

ROOT = Path(__file__).parents[1]
GOOD = """
[client]
project = "test"
contact = "foi@example.org"

[source.northmoor]
force_name = "Northmoor Police"
nation = "England"
platform = "soh"
listings = ["https://www.northmoor.example/foi-ai/af/accessing-information/published-items/"]
"""


def _write(folder: Path, text: str) -> Path:
    path = folder / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_sources_load() -> None:
    config = load_config(ROOT / "sources.toml")
    by_id = {s.id: s for s in config.sources}
    assert set(by_id) >= {"northumbria", "metropolitan", "south-wales", "dyfed-powys", "warwickshire", "cleveland"}
    assert by_id["northumbria"].via is Via.WAYBACK
    assert by_id["northumbria"].archive_prefixes
    assert all(s.unverified for s in config.sources if s.via is Via.LIVE)
    assert config.client.contact == "", "a shipped contact address would name the wrong person"


def test_defaults(tmp_path: Path) -> None:
    (source,) = load_config(_write(tmp_path, GOOD)).sources
    assert (source.force, source.law, source.via) == ("northmoor", Law.FOIA, Via.LIVE)
    assert source.hosts == {"www.northmoor.example"}
    assert source.delay_seconds == 2.0


def test_what_the_client_says_goes_for_every_source_that_says_nothing(tmp_path: Path) -> None:
    shared = """project = "test"
    recheck_days = 3
    recheck_share_of_age = 0.2
    recheck_budget = 40
    request_budget = 500"""
    own = """
    request_budget = 0
    recheck_days = 0.5
    min_dated = 1
    max_lost = 0.25
    """
    text = GOOD.replace('project = "test"', shared)
    (plain,) = load_config(_write(tmp_path, text)).sources
    found = (plain.recheck_days, plain.recheck_share_of_age, plain.recheck_budget, plain.request_budget)
    assert found == (3.0, 0.2, 40, 500)
    (source,) = load_config(_write(tmp_path, text + own)).sources
    found = (source.recheck_days, source.recheck_share_of_age, source.recheck_budget, source.request_budget)
    assert found == (0.5, 0.2, 40, 0)
    assert (source.min_dated, source.min_clean, source.max_lost) == (1.0, 0.0, 0.25)
    (silent,) = load_config(_write(tmp_path, GOOD)).sources
    assert (silent.recheck_share_of_age, silent.recheck_budget, silent.request_budget) == (0.1, 300, 0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('platform = "soh"', 'platform = "sho"'), ["source.northmoor", "platform 'sho'", "soh"]),
        (('platform = "soh"', 'platform = "soh"\nselector = "a"'), ["unknown key selector", "platform"]),
        (('nation = "England"', ""), ["nation missing"]),
        (('nation = "England"', 'nation = "England"\nlaw = "FIOA"'), ["law 'FIOA'", "FOISA"]),
        (('nation = "England"', 'nation = "England"\nmin_entries = "many"'), ["min_entries", "int", "'many'"]),
        (('nation = "England"', 'nation = "England"\nmax_drop = 30'), ["max_drop", "0 to 1"]),
        (('nation = "England"', 'nation = "England"\nmin_dated = 80'), ["min_dated", "0 to 1", "80"]),
        (('nation = "England"', 'nation = "England"\nmin_clean = nan'), ["min_clean", "0 to 1"]),
        (('nation = "England"', 'nation = "England"\nmin_questions = -0.1'), ["min_questions", "negative"]),
        (('nation = "England"', 'nation = "England"\nmax_lost = 1.5'), ["max_lost", "0 to 1"]),
        (('nation = "England"', 'nation = "England"\nrecheck_budget = 1.5'), ["recheck_budget", "int"]),
        (('nation = "England"', 'nation = "England"\nmin_titles = 0.5'), ["unknown key min_titles", "min_outcome"]),
        (
            ('project = "test"', 'project = "test"\nrecheck_share_of_age = 2'),
            ["[client]", "recheck_share_of_age", "0 to 1"],
        ),
        (('project = "test"', 'project = "test"\nmin_dated = 0.5'), ["[client]", "unknown key min_dated"]),
        (('nation = "England"', 'nation = "England"\ndelay_seconds = -1'), ["delay_seconds", "negative"]),
        (('nation = "England"', 'nation = "England"\ncron = "daily"'), ["cron 'daily'", "five fields"]),
        (("listings = [", 'via = "wayback"\nhosts = ['), ["archive_prefixes", "listings"]),
        (("https://www", "ftp://www"), ["no http or https address"]),
        (("listings = [", "listings = [3, "), ["listings", "list of text"]),
        (("[source.northmoor]", "[source.Northmoor]"), ["lower-case"]),
        (("[client]", "[clients]"), ["unknown table clients"]),
        (('project = "test"', ""), ["project missing"]),
        (("[client]", "[client"), ["TOML"]),
    ],
)
def test_mistakes_are_named(tmp_path: Path, change: tuple[str, str], words: list[str]) -> None:
    path = _write(tmp_path, GOOD.replace(*change))
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    for word in [str(path), *words]:
        assert word in str(caught.value)


def test_missing_file_and_unknown_source(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load_config(tmp_path / "sources.toml")
    with pytest.raises(ConfigError, match=r"southmoor.*There are: northmoor"):
        load_config(_write(tmp_path, GOOD)).pick(("southmoor",))


def test_disabled_sources_run_only_when_named(tmp_path: Path) -> None:
    config = load_config(_write(tmp_path, GOOD + "enabled = false\n"))
    assert config.pick(()) == ()
    assert [s.id for s in config.pick(("northmoor",))] == ["northmoor"]


@pytest.mark.parametrize(
    ("cron", "expected"),
    [("5 3 * * 0", "sun"), ("5 3 * * 1-5", "mon-fri"), ("5 3 * * 7", "sun"), ("5 3 * * */2", "*/2")],
)
def test_weekday_numbers_mean_what_cron_means(tmp_path: Path, cron: str, expected: str) -> None:
    (source,) = load_config(_write(tmp_path, GOOD + f'cron = "{cron}"\n')).sources
    assert source.cron.split()[4] == expected


def test_schedule_groups_sources_and_names_a_bad_expression(tmp_path: Path) -> None:
    sources = load_config(ROOT / "sources.toml").pick(())
    jobs = make_scheduler(sources, lambda _: None).get_jobs()
    assert sorted(job.name for job in jobs) == sorted(s.id for s in sources)
    assert all(job.max_instances == 1 and job.coalesce for job in jobs)
    assert {str(job.trigger.timezone) for job in jobs} == {"Europe/London"}
    (bad,) = load_config(_write(tmp_path, GOOD + 'cron = "99 3 * * *"\n')).sources
    with pytest.raises(ConfigError, match=r"northmoor.*99 3"):
        make_scheduler([bad], lambda _: None)


def test_turns_that_come_due_together_wait_for_each_other(tmp_path: Path) -> None:
    """Two cron expressions due at once, each source's turn taking a while: both run, one after the other."""
    sources = load_config(ROOT / "sources.toml").pick(("metropolitan", "cleveland"))
    running, most, done = 0, 0, []

    def turn(due: tuple[Source, ...]) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        time.sleep(0.2)
        running -= 1
        done.extend(s.id for s in due)

    scheduler = make_scheduler(sources, turn)
    for job in scheduler.get_jobs():
        job.modify(next_run_time=datetime.now(UTC))
    thread = threading.Thread(target=scheduler.start, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while len(done) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    scheduler.shutdown()
    thread.join(5)
    assert sorted(done) == ["cleveland", "metropolitan"]
    assert most == 1
