"""Records on a day: stages, deadlines, numbers."""
