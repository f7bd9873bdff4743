"""The questions as a document of Word, to be sent and filled in."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from mentorskap.letters.questionnaire import QUESTIONS, WHAT_IS_STORED, answered
from mentorskap.words.sentence import say

if TYPE_CHECKING:
    from mentorskap.letters.questionnaire import Questionnaire
    from mentorskap.words.voice import Voice

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
