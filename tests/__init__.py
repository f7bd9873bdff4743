"""Laws: what holds of every repository, shown on the smallest that would break it."""
