"""publish.yml, really run: the handbook leaves only for a private place or with leave, the manager's pages never do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from mentorskap.host.leaks import leaks, public, traces
from mentorskap.host.run import Options, Run
from tests.workflows.blocks import load
from tests.workflows.conftest import set_up
from tests.workflows.github import GitHub, served
from tests.workflows.stage import ACT, NO_ACT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.workflows.stage import Played, Stage

PAGES = "/repos/effect/mentorskap/pages"
pytestmark = [pytest.mark.xdist_group("publish"), pytest.mark.laws]


class Built(NamedTuple):
    """What became of the run that builds both sites, and where they lie by audience, for runs in which they would be the same."""

    github: GitHub
    played: Played
    sites: Path


@pytest.fixture(scope="module")
def built(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Publish once as the repository stands, with private pages."""
    if ACT is None:
        pytest.skip(NO_ACT)
    folder = tmp_path_factory.mktemp("built")
    with served() as github:
        github.pages = {"public": False, "build_type": "workflow"}
        played = play(
            set_up(seeded, folder, github), HANDBOOK_URL="https://effect.example/handbok/"
        )
        sites = folder / "sites"
        sites.mkdir()
        for audience, artifact in (("participants", "handbook"), ("manager", "manager")):
            (sites / audience).symlink_to(played.artifacts / artifact)
        yield Built(github, played, sites)


def play(
    stage: Stage,
    files: dict[str, str] | None = None,
    sites: Path | None = None,
    *,
    ref: str = "refs/heads/main",
    event: str = "push",
    **variables: str,
) -> Played:
    """Publish with `files` changed; a site that lies in `sites` is taken from there, any other built."""
    stage.repository.commit(files or {})
    stage.github.grants = {"contents": "read", "pages": "read"}
    known = {} if sites is None else {"STUB_SITES": str(sites)}
    return stage.play("publish.yml", event, {"ref": ref}, environment=known, variables=variables)


def deployed(played: Played) -> bool:
    """Say whether something went out; what did was the handbook and nothing else."""
    if "deployed github-pages" not in played.notes:
        assert "deploy" not in played.jobs
        assert not (played.artifacts / "github-pages").exists()
        return False
    assert (played.artifacts / "github-pages" / "en" / "index.html").is_file()
    assert names(played.artifacts / "github-pages") == []
    return True


def names(folder: Path) -> list[Any]:
    """Return what `folder` tells of a person of the example; the manager's whole name may be there."""
    from tests.conftest import EXAMPLE, ROOT

    people = Run(Options(str(EXAMPLE), format="github")).reading
    ours = Run(Options(str(ROOT), format="github")).reading
    files = (
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    )
    return leaks(traces(people), files, [*public(people), *public(ours)])


def allowed(stage: Stage) -> dict[str, str]:
    text = stage.repository.text("programme.yml")
    assert "  public: false" in text
    return {"programme.yml": text.replace("  public: false", "  public: true")}


def test_private_pages_get_the_handbook_and_the_manager_an_artifact_for_a_day(built: Built) -> None:
    played = built.played
    assert (played.code, played.jobs) == (
        0,
        {"handbook": "success", "manager": "success", "deploy": "success"},
    )
    assert deployed(played)
    assert {
        "artifact handbook kept 7",
        "artifact manager kept 1",
        "artifact github-pages kept 1",
    } <= set(played.notes)
    assert "Lindqvist" in (played.artifacts / "manager" / "people" / "anna-07.html").read_text(
        encoding="utf-8"
    )
    assert names(played.artifacts / "handbook") == []
    assert 'src="/handbok/en/assets/' in (
        played.artifacts / "handbook" / "en" / "404.html"
    ).read_text(encoding="utf-8")
    assert [call.path for call in built.github.calls] == [PAGES]
    assert "Inga namn i" in played.summary
    assert "Lindqvist" not in played.log + played.summary


def test_public_pages_get_nothing_and_the_job_says_what_to_do(acting: Stage, built: Built) -> None:
    acting.github.pages = {"public": True, "build_type": "workflow"}
    played = play(acting, sites=built.sites)
    assert (played.code, played.jobs) == (0, {"handbook": "success", "manager": "success"})
    assert not deployed(played)
    assert [note["text"] for note in played.annotations if note["kind"] == "warning"] == [
        "Handboken publicerades inte. Det som ligger på Pages här kan vem som helst på nätet läsa."
    ]
    assert "docs/hosting" in played.log
    assert "<code>Settings &#8594; Pages</code>" in played.summary
    assert (played.artifacts / "handbook" / "index.html").is_file()


def test_with_leave_public_pages_get_the_handbook(acting: Stage, built: Built) -> None:
    acting.github.pages = {"public": True, "build_type": "workflow"}
    assert deployed(play(acting, allowed(acting), built.sites))


@pytest.mark.parametrize(
    ("pages", "status", "code"),
    [
        (None, None, 0),
        ({"message": "hello"}, None, 1),
        ({"public": False}, 500, 1),
        ({"public": False}, 403, 1),
        ({"public": False, "build_type": "legacy"}, None, 1),
    ],
)
def test_without_a_clear_yes_nothing_goes_out(
    pages: dict[str, Any] | None, status: int | None, code: int, acting: Stage, built: Built
) -> None:
    acting.github.pages = pages
    acting.github.broken = {} if status is None else {PAGES: status}
    played = play(acting, sites=built.sites)
    assert not deployed(played)
    assert played.code == code
    assert (played.artifacts / "handbook" / "index.html").is_file()


def test_a_name_in_the_handbook_stops_everything_and_is_not_repeated(acting: Stage) -> None:
    acting.github.pages = {"public": False}
    page = "docs/sv/glance.md"
    played = play(
        acting, {**allowed(acting), page: acting.repository.text(page) + "\n\nFråga Lindqvist.\n"}
    )
    assert (played.code, played.jobs) == (1, {"handbook": "failure", "manager": "success"})
    assert not deployed(played)
    assert not (played.artifacts / "handbook").exists()
    assert "I `glance/index.html` står efternamnet på `anna-07`" in played.log
    assert "Lindqvist" not in played.log + played.summary
    assert acting.github.calls == []


def test_without_its_proof_the_workflow_would_let_a_name_out(acting: Stage) -> None:
    acting.github.pages = {"public": False}
    page, workflow = "docs/sv/glance.md", ".github/workflows/publish.yml"
    weakened = acting.repository.text(workflow).replace(
        "run: python -m mentorskap.host.leaks site/participants", "run: echo proved"
    )
    played = play(
        acting, {workflow: weakened, page: acting.repository.text(page) + "\n\nFråga Lindqvist.\n"}
    )
    assert {leak.of for leak in names(played.artifacts / "github-pages")} == {"anna-07"}


def test_a_handbook_that_does_not_build_goes_nowhere(acting: Stage) -> None:
    acting.github.pages = {"public": False}
    page = "docs/en/glance.md"
    played = play(acting, {page: acting.repository.text(page) + "\n\n[lost](lost.md)\n"})
    assert played.jobs["handbook"] == "failure"
    assert not deployed(played)


def test_outside_a_private_repository_the_managers_pages_are_thrown_away(
    acting: Stage, built: Built
) -> None:
    acting.github.private = False
    acting.github.pages = {"public": True}
    played = play(acting, sites=built.sites)
    assert not (played.artifacts / "manager").exists()
    assert played.jobs["manager"] == "success"
    assert "slängdes" in played.log


def test_nothing_goes_out_from_another_branch(acting: Stage, built: Built) -> None:
    acting.github.pages = {"public": False}
    acting.repository.git("checkout", "--quiet", "-b", "a-try")
    played = play(acting, sites=built.sites, ref="refs/heads/a-try", event="workflow_dispatch")
    assert "deployed github-pages" not in played.notes
    assert "deploy" not in played.jobs


def test_what_deploys_sees_no_files_and_what_sees_files_cannot_deploy(stage: Stage) -> None:
    jobs = load(stage.repository.path / ".github" / "workflows" / "publish.yml")["jobs"]
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert [step["uses"].partition("@")[0] for step in jobs["deploy"]["steps"]] == [
        "actions/deploy-pages"
    ]
    assert jobs["handbook"]["permissions"] == {"contents": "read", "pages": "read"}
    assert jobs["manager"]["permissions"] == {"contents": "read"}
    assert "manager" not in jobs["deploy"]["needs"]
