"""The browser editor's own code, in JavaScript, run from the tests."""
