//! The simulator in a Web Worker.
