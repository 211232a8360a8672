"""What is said, as data: no colour, no markup, no width. The renderings only dress it."""
