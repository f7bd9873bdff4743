"""Documents of Word to fill in: the questions to be sent, and the handbook's sheets."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from mentorskap.letters.questionnaire import QUESTIONS, WHAT_IS_STORED, answered
from mentorskap.letters.sheets import SheetKind
from mentorskap.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mentorskap.letters.questionnaire import Questionnaire
    from mentorskap.letters.sheets import SheetPart
    from mentorskap.words.voice import Voice

_STYLES = {
    SheetKind.TITLE: "Title",
    SheetKind.HEADING: "Heading 1",
    SheetKind.WORDS: "Normal",
    SheetKind.BULLET: "List Bullet",
    SheetKind.NUMBERED: "List Number",
}
_BOXES = {SheetKind.ROOM: 24, SheetKind.BLANK: 10}
"""How high a box is, in millimetres; it grows with what is written in it."""
_LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}


def document(paper: Questionnaire, voice: Voice) -> bytes | None:
    """Return the questions as a document: each heading on a line, and a box for the answer.

    None where python-docx is not installed.
    """
    try:
        import docx
    except ImportError:
        return None
    file = docx.Document()
    _in_language(file, voice.language)
    file.core_properties.title = voice(paper.title)
    file.core_properties.author = ""
    file.core_properties.comments = ""
    file.add_heading(voice(paper.title), 0)
    for paragraph in paper.opening:
        file.add_paragraph(voice(paragraph))
    file.add_heading(voice(WHAT_IS_STORED), 1)
    for paragraph in paper.stored:
        file.add_paragraph(voice(paragraph))
    file.add_heading(voice(QUESTIONS), 1)
    for question in paper.questions:
        file.add_heading(question.heading.spoken(voice.language), 2)
        for sentence in answered(question):
            file.add_paragraph(voice(sentence)).paragraph_format.keep_with_next = True
        for name in question.choices:
            file.add_paragraph(f"☐ {voice.phrase(say('{name}', name=name))}")
        if not question.choices:
            file.add_table(1, 1, style="Table Grid")
    raw = io.BytesIO()
    file.save(raw)
    return _undated(raw.getvalue())


def sheet(parts: Iterable[SheetPart], language: str, foot: str) -> bytes | None:
    """Return a sheet as a document: its words, a box for each answer, and a foot.

    None where python-docx is not installed.
    """
    try:
        import docx
        from docx.shared import Mm
    except ImportError:
        return None
    file = docx.Document()
    _in_language(file, language)
    file.core_properties.author = ""
    file.core_properties.comments = ""
    paper = file.sections[0]
    paper.page_width, paper.page_height = Mm(210), Mm(297)
    paper.left_margin = paper.right_margin = paper.top_margin = paper.bottom_margin = Mm(18)
    paper.footer.paragraphs[0].text = foot
    for part in parts:
        if part.kind in _BOXES:
            box = file.add_table(1, 1, style="Table Grid")
            box.rows[0].height = Mm(_BOXES[part.kind])
            box.cell(0, 0).text = f"{part.text}: " if part.text else ""
            # without words between them Word makes one table of two
            file.add_paragraph().paragraph_format.space_after = Mm(0)
            continue
        words = file.add_paragraph(style=_STYLES[part.kind])
        for text, bold in part.runs:
            words.add_run(text).bold = bold or None
        words.paragraph_format.keep_with_next = True
        words.paragraph_format.space_after = Mm(1)
        if part.kind is SheetKind.TITLE:
            file.core_properties.title = part.text
    raw = io.BytesIO()
    file.save(raw)
    return _undated(raw.getvalue())


def _in_language(file: object, language: str) -> None:
    """Say which language the document is in, for spelling and for screen readers."""
    styles = file.styles.element  # type: ignore[attr-defined]
    for node in styles.iter():
        if node.tag.endswith("}lang"):
            node.set(node.tag.replace("}lang", "}val"), _LANGUAGES[language])


def _undated(raw: bytes) -> bytes:
    """Return the same document without the time at which it was made."""
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as whole, zipfile.ZipFile(copy, "w") as undated:
        for name in whole.namelist():
            part = zipfile.ZipInfo(name)
            part.compress_type = zipfile.ZIP_DEFLATED
            undated.writestr(part, whole.read(name))
    return copy.getvalue()
