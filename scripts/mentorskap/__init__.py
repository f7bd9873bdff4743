"""A mentor programme kept as text: read it, check it, say what is due."""
