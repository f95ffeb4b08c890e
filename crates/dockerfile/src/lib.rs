//! Dockerfile text to instructions, as BuildKit's frontend reads it.
