"""`editor`: serve the browser editor on the loopback, or copy it for a private host."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mentorskap.cli.options import folder
from mentorskap.files import disk
from mentorskap.host import serving
from mentorskap.host.run import EXIT_OK, Reads, here, write_out
from mentorskap.words.sentence import Code, RefusalError, Written, say

if TYPE_CHECKING:
    import argparse

    from mentorskap.host.run import Run

HELP = "redigera i webbläsaren, på den egna datorn · edit in the browser, on your own computer"
READS = Reads.PROGRAMME
PORT = 8617


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own options."""
    parser.add_argument(
        "--port",
        type=_port,
        default=PORT,
        metavar="NUMBER",
        help=f"annan port än {PORT} · another port",
    )
    parser.add_argument(
        "--to",
        type=folder,
        metavar="DIR",
        help="kopiera redigeraren till en mapp för en privat värd, och skriv ut dess huvuden"
        " · copy the editor into a folder for a private host, and print its headers",
    )
    parser.add_argument(
        "--api",
        metavar="ADDRESS",
        help="API:ets adress om den inte är GitHubs egen · the API's address, if not GitHub's own",
    )


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 <= int(text[:6]) < 65_536:
        raise RefusalError(
            say(
                "{written} is not a port. Write a number from 1024 to 65535.", written=Written(text)
            )
        )
    return int(text)


def run(run: Run, options: argparse.Namespace) -> int:
    """Serve the editor until the user stops it; with `--to`, copy it instead."""
    programme = run.reading.programme
    repository = None if programme is None else programme.repository
    chosen = serving.settings(repository, run.language, options.api)
    built = serving.files(Path(run.root) / serving.FOLDER, chosen)
    sent = serving.headers(chosen)
    if options.to is not None:
        disk.write(str(Path(here()) / options.to), built)
        write_out("".join(f"{name}: {value}\n" for name, value in sent.items()))
        return EXIT_OK
    try:
        server = serving.EditorServer(options.port, built, sent)
    except OSError:
        raise RefusalError(
            say(
                "Port {port} is taken. Is the editor running already? Otherwise add {option}.",
                port=options.port,
                option=Code("--port 0"),
            )
        ) from None
    with server:
        sentence = say(
            "The editor is at {address}. Stop it with Ctrl+C.", address=Code(server.address)
        )
        write_out(f"{run.voice(sentence)}\n")
        with suppress(KeyboardInterrupt):
            server.serve_forever()
    return EXIT_OK
