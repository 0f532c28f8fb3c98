# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Builds of pull requests (prBuilds: true). They run code that is not reviewed yet, so nothing of the pipeline uses them.

# --- Build ------------------------------------------------------------------------------------------------------------

resource "aws_cloudwatch_log_group" "pull_request_build" {
  name              = "/aws/codebuild/${var.app_name}-pull-request"
  retention_in_days = var.days_to_keep_logs
  kms_key_id        = aws_kms_key.pipeline.arn
}

resource "aws_codebuild_project" "pull_request_build" {
  name           = "${var.app_name}-pull-request"
  description    = "Tests pull requests of ${var.app_name} before they are merged; pushes nothing"
  service_role   = aws_iam_role.pull_request_build.arn
  encryption_key = aws_kms_key.pipeline.arn
  build_timeout  = 30

  source {
    type      = "CODECOMMIT"
    location  = aws_codecommit_repository.app.clone_url_http
    buildspec = "buildspec-pull-request.yml"
  }

  artifacts {
    type = "NO_ARTIFACTS"
  }

  environment {
    type         = "LINUX_CONTAINER"
    image        = "aws/codebuild/amazonlinux-x86_64-standard:6.0"
    compute_type = "BUILD_GENERAL1_SMALL"

    # prBuildImage: false. Only Docker would require privileged mode.
    privileged_mode = false
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.pull_request_build.name
    }
  }

  depends_on = [aws_iam_role_policy_attachment.pull_request_build]
}

resource "aws_iam_role" "pull_request_build" {
  name_prefix        = format("%.18s-pull-request-build-", var.app_name)
  description        = "Permissions of the builds of pull requests of ${var.app_name}, whose code is not reviewed yet."
  assume_role_policy = data.aws_iam_policy_document.trust_codebuild.json
}

resource "aws_iam_role_policy_attachment" "pull_request_build" {
  role       = aws_iam_role.pull_request_build.name
  policy_arn = aws_iam_policy.pull_request_build.arn
}

resource "aws_iam_policy" "pull_request_build" {
  name_prefix = "${var.app_name}-pull-request-build-"
  policy      = data.aws_iam_policy_document.pull_request_build.json
}

data "aws_iam_policy_document" "pull_request_build" {
  # Write the log. ":*" after the name of a log group means all of its streams.
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.pull_request_build.arn}:*"]
  }

  # Read the commit.
  statement {
    actions   = ["codecommit:GitPull"]
    resources = [aws_codecommit_repository.app.arn]
  }
}

resource "aws_cloudwatch_event_rule" "pull_request_trigger" {
  description = "Builds pull requests of ${var.app_name} when they are opened and when commits are added"
  event_pattern = jsonencode({
    source      = ["aws.codecommit"]
    detail-type = ["CodeCommit Pull Request State Change"]
    resources   = [aws_codecommit_repository.app.arn]
    detail = {
      event                = ["pullRequestCreated", "pullRequestSourceBranchUpdated"]
      pullRequestStatus    = ["Open"]
      destinationReference = ["refs/heads/${var.branch}"]
    }
  })
}

resource "aws_cloudwatch_event_target" "pull_request_trigger" {
  rule      = aws_cloudwatch_event_rule.pull_request_trigger.name
  target_id = "build"
  arn       = aws_codebuild_project.pull_request_build.arn
  role_arn  = aws_iam_role.pull_request_trigger.arn

  # The newest commit of the pull request, and the pull request that gets the result as a comment.
  input_transformer {
    input_paths = {
      base   = "$.detail.destinationCommit"
      commit = "$.detail.sourceCommit"
      id     = "$.detail.pullRequestId"
    }
    input_template = join(" ", [
      "{\"sourceVersion\": <commit>, \"environmentVariablesOverride\": [",
      "{\"name\": \"PULL_REQUEST\", \"value\": <id>, \"type\": \"PLAINTEXT\"},",
      "{\"name\": \"BEFORE_COMMIT\", \"value\": <base>, \"type\": \"PLAINTEXT\"}]}",
    ])
  }
}

resource "aws_iam_role" "pull_request_trigger" {
  name_prefix        = format("%.16s-pull-request-trigger-", var.app_name)
  description        = "Permissions of the rule that builds pull requests of ${var.app_name}."
  assume_role_policy = data.aws_iam_policy_document.trust_events.json
}

resource "aws_iam_role_policy_attachment" "pull_request_trigger" {
  role       = aws_iam_role.pull_request_trigger.name
  policy_arn = aws_iam_policy.pull_request_trigger.arn
}

resource "aws_iam_policy" "pull_request_trigger" {
  name_prefix = "${var.app_name}-pull-request-trigger-"
  policy      = data.aws_iam_policy_document.pull_request_trigger.json
}

data "aws_iam_policy_document" "pull_request_trigger" {
  # Start only this project.
  statement {
    actions   = ["codebuild:StartBuild"]
    resources = [aws_codebuild_project.pull_request_build.arn]
  }
}

# --- Report -----------------------------------------------------------------------------------------------------------

resource "aws_cloudwatch_log_group" "pull_request_report" {
  name              = "/aws/codebuild/${var.app_name}-pull-request-report"
  retention_in_days = var.days_to_keep_logs
  kms_key_id        = aws_kms_key.pipeline.arn
}

# A separate project: the code of a pull request must not be able to comment on itself.
resource "aws_codebuild_project" "pull_request_report" {
  name           = "${var.app_name}-pull-request-report"
  description    = "Posts the results of builds as comments on pull requests of ${var.app_name}"
  service_role   = aws_iam_role.pull_request_report.arn
  encryption_key = aws_kms_key.pipeline.arn

  source {
    type = "NO_SOURCE"
    buildspec = yamlencode({
      version = 0.2
      phases = {
        build = {
          commands = [
            "cat >/tmp/program.mjs <<'PROGRAM'\n${file("${path.module}/programs/report-pull-request.mjs")}PROGRAM\n",
            "node /tmp/program.mjs",
          ]
        }
      }
    })
  }

  artifacts {
    type = "NO_ARTIFACTS"
  }

  environment {
    # The program builds no image. Lambda compute starts sooner
    # than a virtual machine and stops a build after 15 minutes.
    type         = "LINUX_LAMBDA_CONTAINER"
    image        = "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs24"
    compute_type = "BUILD_LAMBDA_2GB"

    environment_variable {
      name  = "REPOSITORY"
      value = aws_codecommit_repository.app.repository_name
    }
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.pull_request_report.name
    }
  }

  depends_on = [aws_iam_role_policy_attachment.pull_request_report]
}

resource "aws_iam_role" "pull_request_report" {
  name_prefix        = format("%.17s-pull-request-report-", var.app_name)
  description        = "Permissions of the project that comments on pull requests of ${var.app_name}."
  assume_role_policy = data.aws_iam_policy_document.trust_codebuild.json
}

resource "aws_iam_role_policy_attachment" "pull_request_report" {
  role       = aws_iam_role.pull_request_report.name
  policy_arn = aws_iam_policy.pull_request_report.arn
}

resource "aws_iam_policy" "pull_request_report" {
  name_prefix = "${var.app_name}-pull-request-report-"
  policy      = data.aws_iam_policy_document.pull_request_report.json
}

data "aws_iam_policy_document" "pull_request_report" {
  # Write the log. ":*" after the name of a log group means all of its streams.
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.pull_request_report.arn}:*"]
  }

  # Read the result of the build and its pull request.
  statement {
    actions   = ["codebuild:BatchGetBuilds"]
    resources = [aws_codebuild_project.pull_request_build.arn]
  }

  # Post the comment.
  statement {
    actions   = ["codecommit:PostCommentForPullRequest"]
    resources = [aws_codecommit_repository.app.arn]
  }
}

resource "aws_cloudwatch_event_rule" "pull_request_report_trigger" {
  description = "Reports the results of builds of pull requests of ${var.app_name}"
  event_pattern = jsonencode({
    source      = ["aws.codebuild"]
    detail-type = ["CodeBuild Build State Change"]
    detail = {
      project-name = [aws_codebuild_project.pull_request_build.name]
      build-status = ["FAILED", "FAULT", "STOPPED", "SUCCEEDED", "TIMED_OUT"]
    }
  })
}

resource "aws_cloudwatch_event_target" "pull_request_report_trigger" {
  rule      = aws_cloudwatch_event_rule.pull_request_report_trigger.name
  target_id = "report"
  arn       = aws_codebuild_project.pull_request_report.arn
  role_arn  = aws_iam_role.pull_request_report_trigger.arn

  input_transformer {
    input_paths    = { build = "$.detail.build-id" }
    input_template = "{\"environmentVariablesOverride\": [{\"name\": \"BUILD_ID\", \"value\": <build>, \"type\": \"PLAINTEXT\"}]}"
  }
}

resource "aws_iam_role" "pull_request_report_trigger" {
  name_prefix        = format("%.9s-pull-request-report-trigger-", var.app_name)
  description        = "Permissions of the rule that reports on pull requests of ${var.app_name}."
  assume_role_policy = data.aws_iam_policy_document.trust_events.json
}

resource "aws_iam_role_policy_attachment" "pull_request_report_trigger" {
  role       = aws_iam_role.pull_request_report_trigger.name
  policy_arn = aws_iam_policy.pull_request_report_trigger.arn
}

resource "aws_iam_policy" "pull_request_report_trigger" {
  name_prefix = "${var.app_name}-pull-request-report-trigger-"
  policy      = data.aws_iam_policy_document.pull_request_report_trigger.json
}

data "aws_iam_policy_document" "pull_request_report_trigger" {
  # Start only this project.
  statement {
    actions   = ["codebuild:StartBuild"]
    resources = [aws_codebuild_project.pull_request_report.arn]
  }
}
