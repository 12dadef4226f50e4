"""Sources to landed bytes: folders, feeds, pages and dumps, as ``seeds/sources.toml`` names them.

What lands here is the only truth; everything else in the warehouse can be made again from it.
"""
