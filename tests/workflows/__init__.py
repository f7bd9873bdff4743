"""The workflows, really run: through act on this machine, and block by block in plain bash, before a GitHub of our own."""
