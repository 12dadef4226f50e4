"""lossledger: news about armed conflict in, a warehouse of attributed loss claims out."""
