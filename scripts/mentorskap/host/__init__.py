"""A run on a machine, and the jobs that run on a host of Git repositories."""
