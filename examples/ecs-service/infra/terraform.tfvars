tasks = 12
