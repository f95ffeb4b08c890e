//! The lab's WebAssembly module.

fn main() {
    lab::start();
}
