"""Sentences, and what puts them into a language and a form."""
