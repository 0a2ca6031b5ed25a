//! Step 1: a folder becomes [`Sources`]; the only reader.
