# MSK clusters keep public access off.
#
# Public access gives every broker a public address: topics and their contents are then guarded by client
# authentication and access lists alone, from the whole Internet.
#
# severity: critical
# controls: fsbp/MSK.4
# aliases: CKV_AWS_291
# remediation: Set public_access.type = "DISABLED"; use PrivateLink or peering for clients elsewhere.
# reference: https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html
resource_policy "aws_msk_cluster" "msk_cluster_not_public" {
  enforce {
    condition = core::alltrue([
      for b in core::try(attrs.broker_node_group_info, []) : core::alltrue([
        for c in core::try(b.connectivity_info, []) : core::alltrue([
          for p in core::try(c.public_access, []) : core::try(p.type, "DISABLED") == "DISABLED"
        ])
      ])
    ])
    error_message = "The cluster's brokers have public access."
  }
}
