"""What is needed to build the sites once and to look at them in a browser."""
