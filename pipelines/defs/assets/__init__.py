"""The assets, one module a step of the way of the data. Asset key = [layer, table]."""
