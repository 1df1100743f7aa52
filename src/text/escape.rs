//! Untrusted text made harmless for the place it is printed to.
//!
//! Resource names, tags and messages come from a pull request: they may say anything, but must not do anything.
