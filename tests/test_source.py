"""Laws of `source`: YAML 1.2 core and nothing beside it, every node with its place, every slip with its name."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mentorskap.files import reading, source
from mentorskap.files.source import DEEPEST, Fault, Mark, Route
from tests.tiers import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "tests" / "example"
LAW = settings(
    deadline=None,
    max_examples=examples(120),
)
DATA_FILES = sorted(
    [
        *EXAMPLE.glob("programme.yml"),
        *EXAMPLE.glob("p*s/*.yml"),
        *ROOT.glob("tests/sound/*.yml"),
        *ROOT.glob("tests/sound/p*s/*.yml"),
    ]
)


def fault_of(text: str) -> Fault:
    found = source.parse(text, "a.yml")
    assert isinstance(found, Fault), f"{text!r} was read as {found!r}"
    assert found.mark is not None
    return found


# --- Scalars


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("nUll", "nUll"),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("false", False),
        ("tRUE", "tRUE"),
        ("yes", "yes"),
        ("no", "no"),
        ("NO", "NO"),
        ("on", "on"),
        ("Off", "Off"),
        ("y", "y"),
        ("12:30", "12:30"),
        ("190:20:30", "190:20:30"),
        ("0701234567", "0701234567"),
        ("00", "00"),
        ("-01", "-01"),
        ("+46", "+46"),
        ("+46701234567", "+46701234567"),
        ("0o17", 15),
        ("0o18", "0o18"),
        ("017", "017"),
        ("0x1f", 31),
        ("0xFG", "0xFG"),
        ("0b11", "0b11"),
        ("1_000", "1_000"),
        ("0", 0),
        ("-0", 0),
        ("7", 7),
        ("-12", -12),
        ("999999999999999999", 999_999_999_999_999_999),
        ("1e3", 1000.0),
        ("1.5E+2", 150.0),
        (".5", 0.5),
        ("-.5", -0.5),
        ("3.", 3.0),
        ("1.5", 1.5),
        ("1,5", "1,5"),
        ("1.2.3", "1.2.3"),
        (".", "."),
        ("-", [None]),
        ("1e", "1e"),
        ("1e400", "1e400"),
        (".inf", ".inf"),
        ("-.INF", "-.INF"),
        (".nan", ".nan"),
        ("٣", "٣"),
        ("2026-12-08", "2026-12-08"),
        ("2026-12-8", "2026-12-8"),
        ("2001-12-14t21:59:43Z", "2001-12-14t21:59:43Z"),
        ("'7'", "7"),
        ('"true"', "true"),
        ("''", ""),
        ("=", "="),
        ("|-\n  7", "7"),
        (">-\n  true", "true"),
    ],
)
def test_a_scalar_is_read_as_yaml_1_2_core_reads_it(written: str, read: object) -> None:
    found = (
        source.parse(f"{written}\n", "a.yml")
        if written == "-"
        else source.parse(f"key: {written}\n", "a.yml")["key"]
    )
    assert (type(found), found) == (type(read), read)


@pytest.mark.parametrize("written", ["1.5e-3", "123e-5"])
def test_a_negative_exponent_is_part_of_a_number(written: str) -> None:
    assert source.parse(f"key: {written}\n", "a.yml")["key"] == float(written)


@given(
    written=st.one_of(
        st.from_regex(r"[-+.]?[0-9]{1,4}([.eE:_-][-+]?[0-9]{0,3})?", fullmatch=True),
        st.sampled_from(["-1", "10", "0.0", "1e-2"]),
    )
)
@LAW
def test_a_number_is_a_number_where_the_core_schema_says_so_and_no_digit_is_lost(
    written: str,
) -> None:
    assume(not written.endswith(":"))  # a key, not a number
    assume(written[4:5] != "-" or "e" not in written.lower())  # held by the law on exponents above
    found = source.parse(f"key: {written}\n", "a.yml")["key"]
    core_float = re.fullmatch(r"-?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", written)
    padded = re.match(r"-?0[0-9]", written) or re.search(r"[eE][-+]?[0-9]{3}", written)
    if re.fullmatch(r"-?[0-9]+", written) and not padded:
        assert type(found) is int
        assert found == int(written)
    elif core_float and not padded:
        assert type(found) is float
        assert found == float(written)
    else:
        assert found == written


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n", "~\n"])
def test_an_empty_document_is_nothing(text: str) -> None:
    assert source.parse(text, "a.yml") is None


# --- Strictness


@pytest.mark.parametrize(
    ("text", "kind", "mark"),
    [
        ("a: &x 1\n", "anchor", (1, 4)),
        ("a: &x {b: 1}\n", "anchor", (1, 4)),
        ("a: [1, &x 2]\n", "anchor", (1, 8)),
        ("&x a: 1\n", "anchor", (1, 1)),
        ("a: 1\nb: *a\n", "alias", (2, 4)),
        ("*a : 1\n", "alias", (1, 1)),
        ("a: !x 1\n", "tag", (1, 4)),
        ("a: !!str 1\n", "tag", (1, 4)),
        ("a: ! 1\n", "tag", (1, 4)),
        ("a: !!python/object/apply:os.system [x]\n", "tag", (1, 4)),
        ("--- !!map\na: 1\n", "tag", (1, 5)),
        ("%TAG !e! tag:x.example,2026:\n---\na: !e!b 1\n", "tag", (3, 4)),
        ("<<: {a: 1}\n", "merge-key", (1, 1)),
        ("a: {<<: {b: 1}}\n", "merge-key", (1, 5)),
        ('"<<": 1\n', "merge-key", (1, 1)),
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", (3, 1)),
        ("a: 1\n'a': 3\n", "duplicate-key", (2, 1)),
        ("x: {a: 1, a: 2}\n", "duplicate-key", (1, 11)),
        ("x:\n  - a: 1\n    a: 2\n", "duplicate-key", (3, 5)),
        ("a: 1\n---\nb: 2\n", "several-documents", (2, 1)),
        ("a: 1\n...\n---\n", "several-documents", (3, 1)),
        ("[a]: 1\n", "odd-key", (1, 1)),
        ("{a: 1}: 1\n", "odd-key", (1, 1)),
        ("? - a\n: 1\n", "odd-key", (1, 3)),
        ("a: x\u2028y\n", "hidden-break", (1, 5)),
        ("a: x\x85y\n", "hidden-break", (1, 5)),
        ("a: b\n\u2029c: d\n", "hidden-break", (2, 1)),
        ("a: å\x07\n", "control-character", (1, 5)),
    ],
)
def test_what_is_clever_is_refused_where_it_stands(
    text: str, kind: str, mark: tuple[int, int]
) -> None:
    found = fault_of(text)
    assert (found.stage, found.kind, tuple(found.mark or ())) == ("yaml", kind, mark)


@pytest.mark.parametrize(
    "text",
    [
        "a: b&c *d !e\n",
        "a: '&x'\n",
        'a: "*x !y <<"\n',
        "'&a': 1\n",
        "a: <<\n",
        "a: |\n  *x\n  !y\n  <<: z\n",
        "a: R&D\n",
    ],
)
def test_the_same_signs_inside_a_text_are_text(text: str) -> None:
    assert isinstance(source.parse(text, "a.yml"), dict)


@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ("{a: ", "}"), ("[{a: ", "}]")])
@pytest.mark.parametrize("over", [0, 1, 20_000])
def test_nesting_ends_at_the_thirtieth_level(opens: str, closes: str, over: int) -> None:
    levels = opens.count("[") + opens.count("{")
    count = DEEPEST // levels + over
    whole = source.parse(opens * count + "x" + closes * count, "a.yml")
    left_open = fault_of(opens * (DEEPEST // levels + over + 1))
    if over:
        assert isinstance(whole, Fault)
        assert whole.kind == "too-deep"
    else:
        assert not isinstance(whole, Fault)
    assert left_open.kind == "too-deep"


def test_deep_blocks_are_refused_like_deep_brackets() -> None:
    assert fault_of("- " * 20_000 + "x\n").kind == "too-deep"
    assert fault_of("".join(f"{' ' * level}a:\n" for level in range(60))).kind == "too-deep"


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert (fault_of(bomb).kind, fault_of(bomb).mark) == ("anchor", Mark(1, 4))


# --- Bytes


@pytest.mark.parametrize(
    ("raw", "kind", "mark"),
    [
        (b"\xef\xbb\xbfa: 1\n", "bom", (1, 1)),
        (b"a: b\x00c\n", "nul", (1, 5)),
        ("å: b\n\0".encode(), "nul", (2, 1)),
        (b"a: 1\nname: Bj\xf6rn\n", "windows-1252", (2, 9)),
        ("å".encode() + b": \xc5ke\n", "windows-1252", (1, 4)),
        ("a: 1\n".encode("utf-16"), "utf-16", (1, 1)),
        (b"\xfe\xff\x00a", "utf-16", (1, 1)),
        (b"a: \x80\n", "other-encoding", (1, 4)),
        (b"a: \xed\xa0\x80\n", "other-encoding", (1, 4)),
        (b"a: \xc0\x80\n", "other-encoding", (1, 4)),
    ],
)
def test_bytes_that_are_no_utf8_are_refused_where_they_stand(
    raw: bytes, kind: str, mark: tuple[int, int]
) -> None:
    found = source.decode(raw, "a.yml")
    assert isinstance(found, Fault)
    assert (found.stage, found.kind, tuple(found.mark or ())) == ("text", kind, mark)


@given(raw=st.binary(max_size=60))
@LAW
def test_bytes_are_a_text_or_a_fault(raw: bytes) -> None:
    found = source.decode(raw, "a.yml")
    if isinstance(found, str):
        assert found.encode() == raw
        assert "\0" not in found
    else:
        assert found.mark is not None
        assert found.mark.line <= raw.count(b"\n") + 1


_SIGNS = st.sampled_from(
    [
        *"abå: -?[]{},#&*!|>'\"%@`~<\\\t\n0.",
        "\xa0",
        "“",
        "”",
        "- ",
        ": ",
        "\n  ",
        "key: ",
        "---\n",
        "\r\n",
        "\x07",
        "\ufeff",
        "\u2028",
        "🙂",
    ]
)


@given(text=st.lists(_SIGNS, max_size=30).map("".join))
@settings(LAW, max_examples=10 * LAW.max_examples)
def test_any_text_is_a_document_or_a_fault_inside_the_text(text: str) -> None:
    found = source.parse(text, "a.yml")
    if isinstance(found, Fault):
        assert found.mark is not None
        lines = text.split("\n")
        assert 1 <= found.mark.line <= len(lines)
        assert 1 <= found.mark.column <= max(map(len, lines)) + 1
    else:
        source.commented_off(text, frozenset({"key"}))
        assert reading.marks(text, "a.yml").find(()).line >= 1


@pytest.mark.parametrize(
    ("text", "mark"), [("a: 1\rb: x\n", (1, 5)), ("a: 1\r\nb: 2\rc: 3\r\n", (2, 5))]
)
def test_a_lone_carriage_return_is_no_line_break(text: str, mark: tuple[int, int]) -> None:
    fault = fault_of(text)
    assert (fault.kind, fault.mark) == ("hidden-break", mark)


# --- YAML as people write it


@pytest.mark.parametrize(
    ("text", "kind", "mark"),
    [
        ("a:\n\tb: 1\n", "tab", (2, 1)),
        ("a: 1\n\tb: 1\n", "tab", (2, 1)),
        ("name:\xa0Anna\nplace: y\n", "no-break-space", (1, 6)),
        ("a: 1\nname:\xa0Anna\n", "no-break-space", (2, 6)),
        ("a:\n  b: 1\n\xa0 c: 2\n", "no-break-space", (3, 1)),
        ("words: “a: b”\n", "curly-quotes", (1, 8)),
        ("words: ”plan: b”\nx: 1\n", "curly-quotes", (1, 8)),
        ("words: @karin\n", "odd-start", (1, 8)),
        ("words: `a`\n", "odd-start", (1, 8)),
        ("words: *viktigt* att\n", "odd-start", (1, 8)),
        ("words: !viktigt\n", "tag", (1, 8)),
        ("words: & så\n", "odd-start", (1, 8)),
        ("words: - a\n", "odd-start", (1, 8)),
        ("words: [a] och b\n", "odd-start", (1, 8)),
        ("words: {a} och b\n", "odd-start", (1, 8)),
        ('words: "a" och b\n', "text-after-quote", (1, 8)),
        ("words: 'a' och b\n", "text-after-quote", (1, 8)),
        ('words: "a\nb: 1\n', "quote-not-closed", (1, 8)),
        ("words: %50\n", "odd-start", (1, 8)),
        ("words: , a\n", "odd-start", (1, 8)),
        ("words: plan: två\n", "colon-in-text", (1, 8)),
        ("- words: plan: två\n", "colon-in-text", (1, 10)),
        ("a: {area: x, words: C # och\nb: 1\n", "hash", (1, 23)),
        ('words: "C:\\Qprogram"\n', "backslash", (1, 11)),
        ("name:Anna\nemail: x\n", "tight-colon", (1, 1)),
        ("email: x\nname Anna\nplace: y\n", "no-colon", (2, 1)),
        ("languages: [sv, en\nplace: y\n", "bracket-open", (1, 12)),
        ("a: 1\n  b: 2\n", None, None),
        ("a:\n    b: 1\n  c: 2\n", "indentation", (3, 3)),
    ],
)
def test_each_slip_of_a_person_has_its_own_kind(
    text: str, kind: str | None, mark: tuple[int, int] | None
) -> None:
    found = fault_of(text)
    if kind is not None:
        assert (found.kind, tuple(found.mark or ())) == (kind, mark)


def test_every_kind_of_fault_has_a_sentence_of_its_own() -> None:
    from mentorskap.files import reading, slips
    from mentorskap.model.snapshot import Snapshot
    from mentorskap.rules import files

    nobody = Snapshot(
        reading.Reading(None, {}, {}, frozenset(), frozenset(), (), (), ()), date(2026, 11, 23)
    )
    written = (ROOT / "scripts/mentorskap/files/source.py").read_text(encoding="utf-8")
    kinds = set(re.findall(r'(?:_UnwantedError|Fault)\((?:"yaml", )?"([a-z-]+)"', written))
    kinds -= {"text", "yaml"}  # stages, not kinds
    kinds |= {"alias", "anchor", "no-break-space", "tab"}
    kinds |= {kind for kind, _ in (*slips._ANYWHERE, *slips._IN_FLOW, *slips._OUTSIDE)}
    assert len(kinds) > 20
    said = {}
    for kind in kinds - {"indentation"}:
        message, fix = files._yaml_words(
            Fault("yaml", kind, "a.yml", values={"sign": "@", "quote": '"', "key": "a"}), nobody
        )
        said[kind] = (message.pattern, str(message.values), fix.pattern)
    default = files._yaml_words(Fault("yaml", "indentation", "a.yml"), nobody)[0].pattern
    assert default not in {pattern for pattern, _, _ in said.values()}
    assert said.pop("odd-start")
    assert len(set(said.values())) == len(said)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("words: Jag kan C # och mer\n", [(1, 8)]),
        ("words: Jag kan C# och mer\n", []),
        ("words: 'hel'   # en anmärkning\n", []),
        ("words: |\n  a # b\n", []),
        ("title: x # y\n", []),
        ("a:\n  - words: två\n      rader # slut\n", [(2, 12)]),
        ("a: {area: x, words: y} # slut\n", []),
        ("words: # tomt\n", []),
        ("words: å🙂 # slut\n", [(1, 8)]),
    ],
)
def test_a_text_cut_short_by_a_comment_is_noticed_and_a_whole_one_is_not(
    text: str, found: list[tuple[int, int]]
) -> None:
    assert [tuple(mark) for _, mark in source.commented_off(text, frozenset({"words"}))] == found


# --- Places


class Written(NamedTuple):
    """A document as hypothesis wrote it: the text, what it says, and where each node begins (key, value)."""

    text: str
    data: Any
    marks: dict[Route, tuple[Mark, Mark]]


class _Pen:
    """Writes a text and knows at each moment where it is."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text

    def mark(self) -> Mark:
        return Mark(self.text.count("\n") + 1, len(self.text) - self.text.rfind("\n"))


_LETTERS = st.sampled_from([*"abcdexyzåäöÅ", "é", "🙂", "中"])
_WORD = st.lists(_LETTERS, min_size=1, max_size=6).map("".join)
_TEXT = st.lists(
    st.sampled_from([*"abåö 0:#-'\"\\{}[],&*!|>%@`", "🙂", "“", "–", ": ", " #", "\t"]), max_size=12
).map("".join)
_LEAF = st.one_of(
    _WORD,
    _TEXT,
    st.integers(-(10**6), 10**6),
    st.booleans(),
    st.none(),
    st.sampled_from(["NO", "12:30", "0701", "2026-12-08"]),
)
_TREE = st.recursive(
    _LEAF,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_WORD, inner, max_size=4)),
    max_leaves=14,
)


@st.composite
def documents(draw: st.DrawFn) -> Written:
    """Write a random tree in block, flow and quoted styles, with comments and blank lines between."""
    tree = draw(
        st.one_of(
            st.dictionaries(_WORD, _TREE, min_size=1, max_size=4),
            st.lists(_TREE, min_size=1, max_size=4),
        )
    )
    pen = _Pen()
    marks: dict[Route, tuple[Mark, Mark]] = {}

    def rarely() -> bool:
        return draw(st.integers(0, 5)) == 0

    def end_line() -> None:
        pen.write(
            draw(st.sampled_from(["", "", "", " ", "  # å: {x} [y] 'z"]))
            + draw(st.sampled_from(["\n", "\n", "\r\n"]))
        )
        if rarely():
            pen.write(
                draw(st.sampled_from(["\n", "# bara: en anmärkning\n", "      # längre in\n"]))
            )

    def plainly(text: str) -> bool:
        return text.isalpha() or text in {"NO", "12:30", "0701", "2026-12-08"}

    def scalar(value: Any) -> None:
        if not isinstance(value, str):
            pen.write("" if value is None else json.dumps(value))
        elif plainly(value) and draw(st.booleans()):
            pen.write(value)
        elif draw(st.booleans()):
            pen.write("'" + value.replace("'", "''") + "'")
        else:
            pen.write(json.dumps(value, ensure_ascii=False))

    def inside(node: Any) -> Iterator[tuple[str | int, Any]]:
        yield from node.items() if isinstance(node, dict) else enumerate(node)

    def flow(node: Any, route: Route, indent: int) -> Mark:
        start = pen.mark()
        if not isinstance(node, dict | list):
            if node is None:
                pen.write("~")
            else:
                scalar(node)
            return start
        pen.write("{" if isinstance(node, dict) else "[")
        for number, (step, inner) in enumerate(inside(node)):
            if number:
                pen.write(",")
                pen.write("  # i ett uppehåll\n" + " " * (indent + 4) if rarely() else " ")
            key_mark = pen.mark()
            if isinstance(node, dict):
                scalar(step)
                pen.write(": ")
            value_mark = flow(inner, (*route, step), indent)
            marks[*route, step] = (key_mark if isinstance(node, dict) else value_mark, value_mark)
        pen.write("}" if isinstance(node, dict) else "]")
        return start

    def value(node: Any, route: Route, indent: int, *, listed: bool) -> Mark:
        """Write what comes after `key:` or `-`, and return where it begins."""
        if isinstance(node, dict | list) and node and draw(st.integers(0, 2)):
            if listed and draw(st.booleans()):
                gap = draw(st.integers(1, 3))
                pen.write(" " * gap)
                return block(node, route, indent + 1 + gap, begun=True)
            deeper = (
                0
                if isinstance(node, list) and not listed and draw(st.booleans())
                else draw(st.integers(1, 4))
            )
            end_line()
            return block(node, route, indent + deeper, begun=False)
        if node is None and draw(st.booleans()):
            mark = pen.mark()
        else:
            pen.write(" " * draw(st.integers(1, 3)))
            if isinstance(node, str) and node.isalpha() and draw(st.booleans()):
                mark = pen.mark()
                pen.write("|-\n" + " " * (indent + 2) + node)
                pen.write("\n")
                return mark
            mark = flow(node, route, indent)
        end_line()
        return mark

    def block(node: Any, route: Route, indent: int, *, begun: bool) -> Mark:
        first: Mark | None = None
        for step, inner in inside(node):
            if not begun:
                pen.write(" " * indent)
            begun = False
            key_mark = pen.mark()
            first = first or key_mark
            if isinstance(node, dict):
                scalar(step)
                pen.write(":")
                marks[*route, step] = (key_mark, value(inner, (*route, step), indent, listed=False))
            else:
                pen.write("-")
                mark = value(inner, (*route, step), indent, listed=True)
                marks[*route, step] = (mark, mark)
        assert first is not None
        return first

    if rarely():
        pen.write("# överst\n\n")
    if rarely():
        pen.write("---\n")
    root = block(tree, (), draw(st.sampled_from([0, 0, 0, 2])), begun=False)
    marks[()] = (root, root)
    return Written(pen.text, tree, marks)


@given(document=documents())
@settings(LAW, max_examples=2 * LAW.max_examples)
def test_every_mark_points_at_its_key_and_at_its_value(document: Written) -> None:
    found = source.parse(document.text, "a.yml")
    assert found == document.data, document.text
    places = reading.marks(document.text, "a.yml")
    for route, (key_mark, value_mark) in document.marks.items():
        assert places.find(route) == value_mark, (document.text, route)
        assert places.find(route, on_key=True) == key_mark, (document.text, route)


@given(
    document=documents(),
    extra=st.lists(
        st.one_of(_WORD.map(lambda word: word + "-"), st.integers(90, 99)), min_size=1, max_size=2
    ),
)
@LAW
def test_a_route_that_leads_nowhere_ends_at_the_nearest_container(
    document: Written, extra: list[str | int]
) -> None:
    places = reading.marks(document.text, "a.yml")
    for route, (_, value_mark) in document.marks.items():
        assert places.find((*route, *extra)) == value_mark


@given(document=documents(), broken=st.text("\t:&*!{[\"'", min_size=1, max_size=2), data=st.data())
@LAW
def test_a_damaged_document_is_read_or_refused_and_never_raises(
    document: Written, broken: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(document.text)))
    text = document.text[:at] + broken + document.text[at:]
    found = source.parse(text, "a.yml")
    if isinstance(found, Fault):
        assert found.stage == "yaml"
        assert found.mark is not None
        assert 1 <= found.mark.line <= text.count("\n") + 1


_JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**17), 10**17),
        st.text(
            st.characters(
                codec="utf-8",
                exclude_characters="\x7f\x85\u2028\u2029\ufeff\ufffe\uffff",
                exclude_categories=["Cc", "Cs", "Cn", "Co"],
            ),
            max_size=8,
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.text("abåö 12:-#", max_size=6), inner, max_size=4),
    ),
    max_leaves=12,
)


@given(value=_JSON)
@LAW
def test_json_is_yaml(value: Any) -> None:
    assert source.parse(json.dumps(value, ensure_ascii=False), "a.yml") == value


# --- An independent reader


class Node(NamedTuple):
    """One node as the independent reader sees it."""

    route: Route
    tag: str
    text: str | None
    plain: bool
    mark: Mark
    key_mark: Mark | None


def independently(text: str) -> Iterator[Node]:
    """Yield the nodes of a text as ruamel.yaml, written in Python alone, composes them under YAML 1.2."""
    yaml = pytest.importorskip(
        "ruamel.yaml", reason="ruamel.yaml is not installed: no independent reader to agree with"
    )
    reader = yaml.YAML(typ="safe", pure=True)
    reader.version = (1, 2)

    def mark(node: Any) -> Mark:
        return Mark(node.start_mark.line + 1, node.start_mark.column + 1)

    def walk(node: Any, route: Route, key_mark: Mark | None) -> Iterator[Node]:
        tag = str(node.tag).rpartition(":")[2]
        scalar = isinstance(node.value, str)
        yield Node(
            route,
            tag,
            node.value if scalar else None,
            scalar and not node.style,
            mark(node),
            key_mark,
        )
        if tag == "map":
            for key, value in node.value:
                yield from walk(value, (*route, key.value), mark(key))
        elif tag == "seq":
            for place, value in enumerate(node.value):
                yield from walk(value, (*route, place), None)

    yield from walk(reader.compose(text), (), None)


def agree(text: str) -> None:
    """Hold our reading of a text against the independent one: the same nodes, kinds, values and places."""
    data = source.parse(text, "a.yml")
    places = reading.marks(text, "a.yml")
    kinds = {
        dict: "map",
        list: "seq",
        bool: "bool",
        type(None): "null",
        int: "int",
        float: "float",
        str: "str",
    }
    nodes = list(independently(text))
    children = Counter(node.route[:-1] for node in nodes if node.route)
    for node in nodes:
        ours = data
        for step in node.route:
            ours = ours[step]
        kind = kinds[type(ours)]
        if kind == "str":
            assert ours == node.text, node
            stays_text = re.fullmatch(r"[-+]?0[0-9]+|\+[0-9.].*|-?[0-9]{4}-.*|.*[_:].*|=|<<", ours)
            assert node.tag == "str" or (node.plain and stays_text), node
        else:
            assert kind == node.tag, node
        if kind in {"map", "seq"}:
            assert len(ours) == children[node.route], node
        if node.text != "":
            assert places.find(node.route) == node.mark, node
            if node.key_mark is not None:
                assert places.find(node.route, on_key=True) == node.key_mark, node


@pytest.mark.parametrize("path", DATA_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_independent_reader_finds_the_same_in_the_data(path: Path) -> None:
    agree(path.read_text(encoding="utf-8"))


@given(document=documents())
@settings(LAW, max_examples=LAW.max_examples // 2)
def test_an_independent_reader_finds_the_same_in_any_document(document: Written) -> None:
    agree(document.text)
