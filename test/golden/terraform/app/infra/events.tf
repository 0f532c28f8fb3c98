# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# trigger: pr-merge. A merge also updates the branch; a rule for branch updates would start the pipeline twice.
resource "aws_cloudwatch_event_rule" "trigger" {
  description = "Starts the pipeline of ${var.app_name} when a pull request is merged"
  event_pattern = jsonencode({
    source      = ["aws.codecommit"]
    detail-type = ["CodeCommit Pull Request State Change"]
    resources   = [aws_codecommit_repository.app.arn]
    detail = {
      event = ["pullRequestMergeStatusUpdated"]
      # CodeCommit sends the strings True and False.
      isMerged             = ["True"]
      destinationReference = ["refs/heads/${var.branch}"]
    }
  })
}

resource "aws_cloudwatch_event_target" "trigger" {
  rule      = aws_cloudwatch_event_rule.trigger.name
  target_id = "pipeline"
  arn       = aws_codepipeline.pipeline.arn
  role_arn  = aws_iam_role.trigger.arn
}

# notify: failures of the pipeline go to this address.
resource "aws_sns_topic" "failures" {
  kms_master_key_id = aws_kms_key.pipeline.key_id
}

# Amazon SNS first sends this address a link to confirm the subscription.
resource "aws_sns_topic_subscription" "failures" {
  topic_arn = aws_sns_topic.failures.arn
  protocol  = "email"
  endpoint  = "team@example.com"
}

resource "aws_sns_topic_policy" "failures" {
  arn    = aws_sns_topic.failures.arn
  policy = data.aws_iam_policy_document.failures.json
}

data "aws_iam_policy_document" "failures" {
  # No condition: EventBridge sends SNS no context that a condition could check, so a condition would drop every message.
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.failures.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
  }

  # Deny all requests that do not use TLS.
  statement {
    effect    = "Deny"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.failures.arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_cloudwatch_event_rule" "failure" {
  description = "Reports failures of the pipeline of ${var.app_name}"
  event_pattern = jsonencode({
    source      = ["aws.codepipeline"]
    detail-type = ["CodePipeline Pipeline Execution State Change"]
    detail      = { pipeline = [aws_codepipeline.pipeline.name], state = ["FAILED"] }
  })
}

resource "aws_cloudwatch_event_target" "failure" {
  rule      = aws_cloudwatch_event_rule.failure.name
  target_id = "topic"
  arn       = aws_sns_topic.failures.arn

  input_transformer {
    input_paths = {
      pipeline  = "$.detail.pipeline"
      execution = "$.detail.execution-id"
    }
    input_template = "\"The pipeline <pipeline> has failed in ${var.region}, execution <execution>. See ${local.console}/codepipeline/pipelines/${aws_codepipeline.pipeline.name}/view\""
  }
}
