"""The manager's pages: Monday, pairings, mentors, waiting, numbers, purging, processing, people.

Each module computes one page, or two that share their rows, as named tuples; a template
places them and escapes whatever comes from a file. Fields of people are selected by
`x-audience` in the schemas.

Words that do not depend on the data are written where they appear: `{{ say("…") }}` in the
template. That needs no names for single words and no table to keep in step with the templates;
`make words` reads templates as well as modules.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from mentorskap.pages.manager.duties import duties, staff
from mentorskap.pages.manager.figures import Comparison
from mentorskap.pages.manager.material import Material, View
from mentorskap.pages.manager.monday import monday
from mentorskap.pages.manager.names import names
from mentorskap.pages.manager.numbers import number_page, numbers
from mentorskap.pages.manager.pairings import all_pairings, pairing, pairings
from mentorskap.pages.manager.people import mentors, person
from mentorskap.pages.manager.processing import processing
from mentorskap.pages.manager.purging import purging
from mentorskap.pages.manager.rhythm import rhythm
from mentorskap.pages.manager.steering import steering
from mentorskap.pages.manager.steps import members
from mentorskap.pages.manager.waiting import waiting
from mentorskap.report import phrases
from mentorskap.words.sentence import Sentence
from mentorskap.words.voice import in_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import CodeType

    from jinja2 import BytecodeCache, Environment
    from jinja2.bccache import Bucket

    from mentorskap.model.snapshot import Snapshot

    Pages = Iterator[tuple[str, str]]
    Contents = Iterator[tuple[str, str, Sequence[object]]]
    """Path, template and contents of each page."""

__all__ = ["Material", "manager_site"]


def manager_site(snapshot: Snapshot, material: Material) -> tuple[Pages, Pages]:
    """Return path and Markdown of each page, in two parts of about equal cost that share no page.

    Among them is the index of names, a script.

    The same repository and day give the same bytes.
    """
    view = View(snapshot, material)
    environment = _environment(view)

    def rendered(contents: Contents) -> Pages:
        for path, name, page in contents:
            template = environment.get_template(f"pages/templates/{name}.md.j2")
            yield path, template.render(page=page)

    index = ("names.js", names(view))
    return chain(rendered(_pages(view)), [index]), rendered(_people(view))


def _environment(view: View) -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    class AttributeEnvironment(Environment):
        """Reads attributes alone, never keys, which is quicker: rows are named tuples."""

        getattr = staticmethod(getattr)  # type: ignore[assignment]  # a builtin for a method

    environment = AttributeEnvironment(
        autoescape=True,
        loader=FunctionLoader(view.material.template),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        bytecode_cache=_compiled(),
    )
    environment.filters["in_markdown"] = lambda text: Markup(in_markdown(text))  # noqa: S704
    say: Callable[[str], str] = lambda pattern: view.voice(Sentence(pattern, {}))  # noqa: E731
    environment.globals |= {
        "say": say,
        "as_of": view.voice(phrases.as_of(view.snapshot)),
        "linked": lambda path: Markup(_linked(path, view.snapshot)),  # noqa: S704 - a path
    }
    return environment


@cache
def _compiled() -> BytecodeCache:
    """Return what keeps each template as code: compiling takes as long as filling in all pages."""
    from jinja2 import BytecodeCache

    codes: dict[tuple[str, str], CodeType | None] = {}

    class CompiledTemplates(BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            bucket.code = codes.get((bucket.key, bucket.checksum))

        def dump_bytecode(self, bucket: Bucket) -> None:
            codes[bucket.key, bucket.checksum] = bucket.code

    return CompiledTemplates()


def _linked(path: str, snapshot: Snapshot) -> str:
    """Return a file's path in HTML, as a link where the programme says where files are edited."""
    code = f"<code>{path}</code>"
    repository = None if snapshot.programme is None else snapshot.programme.repository
    return code if repository is None else f'<a href="{repository}/blob/HEAD/{path}">{code}</a>'


def _pages(view: View) -> Contents:
    """Yield every page except those of people, one at a time, for there may be thousands."""
    ages = {age.pairing: age for age in view.ages}
    rhythms = {
        id_: rhythm(pairing, ages.get(id_), view) for id_, pairing in view.snapshot.pairings.items()
    }
    yield "pairings.md", "pairings", pairings(view, rhythms)
    everything = all_pairings(view)
    if everything is not None:
        yield "all-pairings.md", "pairings", everything
    yield "mentors.md", "mentors", mentors(view)
    figures = Comparison(view)
    yield "numbers.md", "numbers", numbers(figures)
    for name in figures.today[None]:
        yield f"numbers/{name}.md", "number", number_page(name, figures)
    yield "numbers/steps.md", "steps", members(view)
    yield "steering.md", "steering", steering(figures)
    yield "purging.md", "purging", purging(view)
    yield "processing.md", "processing", processing(view)
    for id_ in view.snapshot.pairings:
        yield f"pairings/{id_}.md", "pairing", pairing(id_, view, rhythms[id_], ages.get(id_))


def _people(view: View) -> Contents:
    """Yield the pages of people: what is due, who waits, and each participant.

    Those that need the suggestions are here together, so that one process makes them once.
    """
    yield "index.md", "monday", monday(view)
    for id_, manager in staff(view).items():
        yield f"managers/{id_}.md", "manager", duties(manager, view)
    yield "waiting.md", "waiting", waiting(view)
    for id_ in view.snapshot.participants:
        yield f"people/{id_}.md", "person", person(id_, view)
