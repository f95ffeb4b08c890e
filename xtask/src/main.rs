//! Set-up, serve, test and size: the commands of the README.

fn main() {}
