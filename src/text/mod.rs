//! Facts about characters that several stages share: what is Han, where an address on the web
//! begins and ends. No stage's knowledge stands here.

pub mod address;
pub mod han;
pub mod radicals;
pub mod width;
