"""What a person runs by hand while working on the program."""
