//! The author's WebAssembly module.

fn main() {
    author::start();
}
