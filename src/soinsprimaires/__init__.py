"""French primary care as typed, dated, sourced objects."""
