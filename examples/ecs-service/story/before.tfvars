tasks = 6
