"""Files that people have, read with their line numbers, and the one way to say what is wrong."""
