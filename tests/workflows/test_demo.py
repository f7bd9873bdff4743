"""demo.yml, played: only where it is asked for, and only with the released data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.workflows.stage import Played, Stage

pytestmark = pytest.mark.skipif(
    not (ROOT / ".github" / "workflows" / "demo.yml").is_file(),
    reason="there is no demo here: this is a programme of its own",
)


def play(stage: Stage, **variables: str) -> Played:
    return stage.play("demo.yml", "push", {"ref": "refs/heads/main"}, variables=variables)


@pytest.mark.laws
def test_the_released_example_is_shown_with_a_banner(acting: Stage) -> None:
    played = play(acting, DEMO="yes")
    assert (played.code, played.jobs) == (0, {"build": "success", "deploy": "success"})
    assert "deployed github-pages" in played.notes
    pages = played.artifacts / "github-pages"
    for name in ("index.html", "en/index.html", "404.html", "ledning/index.html"):
        assert 'class="ms-demo"' in (pages / name).read_text(encoding="utf-8"), name


@pytest.mark.laws
def test_changed_data_is_refused_and_nothing_leaves(acting: Stage) -> None:
    person = acting.repository.text("participants/nils-02.yml")
    acting.repository.commit({"participants/nils-02.yml": person + "# One more line\n"})
    played = play(acting, DEMO="yes")
    assert (played.code, played.jobs) == (1, {"build": "failure"})
    assert "participants/nils-02.yml is not as released" in played.log
    assert not played.artifacts.joinpath("github-pages").exists()
    assert [note.split()[0] for note in played.notes] == ["checkout"]


@pytest.mark.laws
@pytest.mark.parametrize("variables", [{}, {"DEMO": "no"}])
def test_without_the_variable_nothing_is_built(acting: Stage, variables: dict[str, str]) -> None:
    played = play(acting, **variables)
    assert "success" not in played.jobs.values()
    assert not played.artifacts.joinpath("github-pages").exists()
