tasks = 24
