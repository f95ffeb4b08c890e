//! The app's WebAssembly module.

fn main() {
    app::start();
}
