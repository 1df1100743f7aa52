locals {
  tasks         = 3
  tasks_at_most = 6
  task          = { cpu = 512, memory = 1024 }
  database      = { class = "db.m6g.large", gigabytes = 100 }
  carts         = { read = 50, write = 20 }
}
