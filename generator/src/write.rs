//! Step 5: artifacts become a folder.
