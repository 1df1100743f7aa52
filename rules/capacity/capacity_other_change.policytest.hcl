policytest {
  targets = ["capacity_other_change.policy.hcl"]
}

resource "aws_launch_template" "size" {
  attrs = { name = "size" }
  skip  = true
}

# expect: message "scaling_config.desired_size 3 → 6 (+100 %)"
resource "aws_eks_node_group" "nodes_grow" {
  attrs = {
    node_group_name = "main"
    scaling_config  = [{ desired_size = 6, min_size = 1, max_size = 9 }]
  }
  prior_attrs = {
    node_group_name = "main"
    scaling_config  = [{ desired_size = 3, min_size = 1, max_size = 9 }]
  }
  expect_failure = true
}

# expect: message "instance_types t3.large → m5.xlarge, m5a.xlarge (up)"
resource "aws_eks_node_group" "nodes_of_another_type" {
  attrs = {
    instance_types = ["m5.xlarge", "m5a.xlarge"]
  }
  prior_attrs = {
    instance_types = ["t3.large"]
  }
  expect_failure = true
}

resource "aws_eks_node_group" "nodes_in_another_order" {
  attrs = {
    instance_types = ["m5.xlarge", "m5a.xlarge"]
  }
  prior_attrs = {
    instance_types = ["m5a.xlarge", "m5.xlarge"]
  }
}

resource "aws_eks_node_group" "version_alone" {
  attrs = {
    version        = "1.33"
    scaling_config = [{ desired_size = 3, min_size = 1, max_size = 9 }]
  }
  prior_attrs = {
    version        = "1.32"
    scaling_config = [{ desired_size = 3, min_size = 1, max_size = 9 }]
  }
}

# expect: unknown
resource "aws_eks_node_group" "known_after_apply" {
  attrs = {
    scaling_config = [{ desired_size = aws_launch_template.size.latest_version, min_size = 1, max_size = 9 }]
  }
  prior_attrs = {
    scaling_config = [{ desired_size = 3, min_size = 1, max_size = 9 }]
  }
}

# expect: message "rule[by_address].statement.rate_based_statement.limit 2000 → 1000 (-50 %)"
resource "aws_wafv2_web_acl" "fewer_requests" {
  attrs = {
    rule = [
      { name = "by_country", statement = [] },
      { name = "by_address", statement = [{ rate_based_statement = [{ limit = 1000 }] }] },
    ]
  }
  prior_attrs = {
    rule = [
      { name = "by_address", statement = [{ rate_based_statement = [{ limit = 2000 }] }] },
    ]
  }
  expect_failure = true
}

# expect: message "setting[aws:autoscaling:asg/MaxSize].value 4 → 8 (+100 %)"
resource "aws_elastic_beanstalk_environment" "settings" {
  attrs = {
    setting = [
      { namespace = "aws:autoscaling:asg", name = "MaxSize", value = "8" },
      { namespace = "aws:elasticbeanstalk:application:environment", name = "WORKERS", value = "4" },
    ]
  }
  prior_attrs = {
    setting = [
      { namespace = "aws:autoscaling:asg", name = "MaxSize", value = "4" },
      { namespace = "aws:elasticbeanstalk:application:environment", name = "WORKERS", value = "2" },
    ]
  }
  expect_failure = true
}

# other settings are no capacity, and may be secrets
resource "aws_elastic_beanstalk_environment" "other_settings" {
  attrs = {
    setting = [{ namespace = "aws:elasticbeanstalk:application:environment", name = "KEY", value = "a" }]
  }
  prior_attrs = {
    setting = [{ namespace = "aws:elasticbeanstalk:application:environment", name = "KEY", value = "b" }]
  }
}

# what has a rule of its own
resource "aws_ecs_service" "told_elsewhere" {
  attrs       = { desired_count = 2 }
  prior_attrs = { desired_count = 1 }
}

resource "aws_instance" "told_elsewhere" {
  attrs       = { instance_type = "t3.large" }
  prior_attrs = { instance_type = "t3.small" }
}

# what is new does not change
resource "aws_kinesis_stream" "new" {
  attrs = { shard_count = 8 }
}
