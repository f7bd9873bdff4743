"""Is the default branch protected? A job says in its summary if it is not.

`python -m mentorskap.host.protection`.

Silence means that it is protected, or that the host did not say. Exit 0 either way.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from mentorskap.host import job
from mentorskap.host.run import EXIT_OK, Reads, write_out
from mentorskap.words.sentence import Code, Sentence, say
from mentorskap.words.voice import MARKDOWN

if TYPE_CHECKING:
    from mentorskap.host.run import Run


def unprotected() -> Sentence:
    """Return that nothing stops a red change, and where to read how to stop it."""
    return say(
        "{branch} has no rules on the host, so a red change can be merged. What to set: {guide}."
        " Which plan it takes: {cost}.",
        branch=Code("main"),
        guide=Code("docs/threat-model.md"),
        cost=Code("docs/deciding.md"),
    )


def work(run: Run) -> int:
    """Write one line if the host says that the branch is not protected."""
    if job.forge("contents: read").protected() is not False:
        return EXIT_OK
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary is None:
        write_out(run.voice(unprotected()) + "\n")
        return EXIT_OK
    with open(summary, "a", encoding="utf-8") as page:
        page.write(f"\n{run.nameless(MARKDOWN)(unprotected())}\n")
    return EXIT_OK


def main() -> int:
    """Ask the host of the job's repository."""
    argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0]).parse_args()
    return job.done(work, Reads.LANGUAGE)


if __name__ == "__main__":
    sys.exit(main())
