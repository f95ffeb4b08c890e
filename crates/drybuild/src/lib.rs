//! A dry build: BuildKit's answers without running anything, and where each secret would go.
