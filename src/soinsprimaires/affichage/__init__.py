"""What a person reads. This layer words values in French; it decides nothing."""
