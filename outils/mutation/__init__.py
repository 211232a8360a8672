"""Mutation testing of the law: what is data (tables) and what is code, killed or not by the tests written by hand."""
