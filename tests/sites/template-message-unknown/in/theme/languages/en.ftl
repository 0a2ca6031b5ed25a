skip-to-content = Skip
