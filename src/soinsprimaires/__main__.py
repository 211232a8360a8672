"""``python -m soinsprimaires`` is the command ``soinsprimaires``."""

from soinsprimaires.cli import principal

if __name__ == "__main__":
    principal()
