# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# trigger: commit. A merged pull request is a commit, too.
resource "aws_cloudwatch_event_rule" "trigger" {
  description = "Starts the pipeline of ${var.app_name} when the branch is updated"
  event_pattern = jsonencode({
    source      = ["aws.codecommit"]
    detail-type = ["CodeCommit Repository State Change"]
    resources   = [aws_codecommit_repository.app.arn]
    detail = {
      event         = ["referenceCreated", "referenceUpdated"]
      referenceType = ["branch"]
      referenceName = [var.branch]
    }
  })
}

resource "aws_cloudwatch_event_target" "trigger" {
  rule      = aws_cloudwatch_event_rule.trigger.name
  target_id = "pipeline"
  arn       = aws_codepipeline.pipeline.arn
  role_arn  = aws_iam_role.trigger.arn
}
