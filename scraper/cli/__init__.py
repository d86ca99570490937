"""Words ↔ calls: the `foi` command. Results go to stdout, progress and messages to stderr.

Exit status: 0 all well, 1 something failed or the page is no response, 2 wrong usage or configuration, 3 another run
holds the lock, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from scraper.errors import ConfigError, FoiError, LockedError

# Which module holds which command. Loaded when called: `foi parse` need not wait for a web server's imports.
_COMMANDS = {
    "demo": "site",
    "refresh": "runs",
    "schedule": "schedule",
    "serve": "site",
    "search": "search",
    "export": "export",
    "publish": "publish",
    "sources": "runs",
    "parse": "parse",
    "evaluate": "evaluate",
    "groups": "groups",
    "check": "check",
    "capture": "check",
    "import": "imports",
    "reread": "archive",
    "captures": "captures",
    "takedown": "removal",
    "redact": "removal",
    "screen": "removal",
    "verify": "archive",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        # `import` is a word of Python's own.
        name = {"import": "import_paths", "export": "export_files", "redact": "redact_words"}.get(cmd_name, cmd_name)
        command = getattr(import_module(f"scraper.cli.{_COMMANDS[cmd_name]}"), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="foi-archive")
def cli() -> None:
    """An archive of the Freedom of Information answers that UK police forces publish."""


def main() -> None:
    """Entry point: runs the command and turns what can be explained into a message and an exit status."""
    try:
        status = int(cli.main(standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        status = 2
    except BrokenPipeError:
        # The reader of our output has gone (`foi search … | head`): nothing to say, and nothing to flush to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except (FoiError, OSError) as error:
        click.echo(f"foi: {error}", err=True)
        status = 3 if isinstance(error, LockedError) else 2 if isinstance(error, ConfigError) else 1
    except (click.exceptions.Abort, KeyboardInterrupt):
        status = 130
    sys.exit(status)
