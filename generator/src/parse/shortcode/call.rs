//! A call of a shortcode, checked against what it may be given.
