//! Shanben.
fn main() {}
