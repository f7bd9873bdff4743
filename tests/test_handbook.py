"""Nothing on a page of the handbook runs or holds an identity number, and no page that only looks so is stopped."""

from __future__ import annotations

import pytest

from mentorskap.files.handbook import remarks
from mentorskap.host.headers import headers, is_the_themes

RUNNING = {
    "<script>alert(1)</script>": "<script>",
    "a <SCRIPT src=x></SCRIPT>": "<script>",
    "<script\n>x</script>": "<script>",
    "<svg><svg:script>x</svg:script></svg>": "<script>",
    "> <script>x</script>": "<script>",
    "!!! note\n    <script>x</script>": "<script>",
    "`a` <script>x</script> `b`": "<script>",
    "<div>\n`<script>x</script>`\n</div>": "<script>",
    '<img src=x onerror="x">': "onerror=",
    "<img alt='>' onload=x>": "onload=",
    "<svg/onload=x>": "onload=",
    "<p\n  OnClick = 'x'>": "onclick=",
    '[a](b.md){ onclick="x" }': "onclick=",
    "# Heading {: .a onmouseover=x }": "onmouseover=",
    "[a](javascript:x)": "javascript:",
    "[a]( <JavaScript:x>)": "javascript:",
    "[a](java&#115;cript:x)": "javascript:",
    "[a](&#x6A;avascript&colon;x)": "javascript:",
    "[a]: javascript:x": "javascript:",
    "<javascript:x>": "javascript:",
    "<a href='java\tscript:x'>": "javascript:",
    "<a href='vbscript:x'>": "vbscript:",
    "<iframe src='data:text/html,x'>": "data:text/html",
    "<iframe srcdoc='x'>": "srcdoc=",
}
STILL = [
    "Skriv `<script>` och `onclick=` så syns det bara.",
    "```html\n<script>alert(1)</script>\n```",
    "~~~\n<p onclick=x>\n~~~",
    "    ```\n    <script>\n    ```",
    "&lt;script&gt;",
    "Handen på hjärtat (on = på) och en pension = trygg.",
    "{{ on }} {one=1} [a](b.md){ .on data-on=x }",
    "[JavaScript](https://javascript.example/): ett språk. Om javascript: läs boken.",
    "<!-- <script>x</script> -->",
    "a < b, <b>fet</b>, <a href='x.md'>länk</a>",
]


@pytest.mark.parametrize("ending", ["md", "MARKDOWN"])
@pytest.mark.parametrize("text", RUNNING)
def test_whatever_runs_on_a_page_is_found(text: str, ending: str) -> None:
    faults = list(remarks([(f"docs/sv/a.{ending}", f"# Rubrik\n\n{text}\n")]))
    assert {fault.values["what"] for fault in faults} == {RUNNING[text]}
    assert {fault.stage for fault in faults} == {"script"}
    assert all(fault.mark is not None and fault.mark.line >= 3 for fault in faults)


@pytest.mark.parametrize("text", STILL)
def test_what_only_shows_a_script_or_looks_like_one_is_passed_over(text: str) -> None:
    assert list(remarks([("docs/sv/a.md", f"# Rubrik\n\n{text}\n")])) == []


def test_a_page_in_html_and_a_picture_have_no_code_that_is_only_shown() -> None:
    for path in ("docs/sv/a.html", "docs/pictures/a.svg"):
        assert [fault.values for fault in remarks([(path, "`<script>x</script>`")])] == [
            {"what": "<script>"}
        ]
    assert list(remarks([("docs/theme/main.html", "<script>x</script>")])) == []


def test_an_identity_number_on_a_page_is_found_and_a_phone_number_is_not() -> None:
    faults = list(remarks([("docs/sv/a.md", "Ring 070-123 45 67.\n<!-- 811228-9874 -->\n")]))
    assert [(fault.stage, fault.mark) for fault in faults] == [("identity", (2, 6))]


def test_the_policy_vouches_for_the_scripts_of_the_theme_alone() -> None:
    tabs = (
        "var target=document.getElementById(location.hash.slice(1));target&&target.name&&"
        '(target.checked=target.name.startsWith("__tabbed_"))'
    )
    page = f"<script>{tabs}</script><script>new Image().src='/x'</script>"
    policy = headers([page])["Content-Security-Policy"]
    assert is_the_themes(tabs)
    assert policy.count("sha256-") == 1
    assert policy == headers([f"<script>{tabs}</script>"])["Content-Security-Policy"]
