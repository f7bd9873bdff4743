"""Changes of files that keep what they do not touch, and new files."""
