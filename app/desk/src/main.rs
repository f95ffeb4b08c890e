//! The desk's WebAssembly module.

fn main() {
    desk::start();
}
