"""The model: immutable values that hold whatever the date and the law. What the law says of them is in ``regles``."""
