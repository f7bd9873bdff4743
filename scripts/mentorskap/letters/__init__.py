"""Who is written to, about what, and in which words."""
