locals {
  tasks         = 12
  tasks_at_most = 40
  task          = { cpu = 1024, memory = 2048 }
  database      = { class = "db.m6g.4xlarge", gigabytes = 400 }
  carts         = { read = 50, write = 200 }
}
