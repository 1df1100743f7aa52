//! Changes of capacity: which attributes hold it, what is more and what is less, and the words for a step from one to the
//! other. Which changes need an owner is decided by rule files, not here.

mod table;

pub use table::{Dimension, Measure, Order, measures_of};
