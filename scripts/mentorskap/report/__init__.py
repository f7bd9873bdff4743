"""Reports said aloud: pure functions from what was found to text, one module for each format."""
