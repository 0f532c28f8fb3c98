# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# One role for each stage of the pipeline. A name_prefix has room for 38 characters: long app names are cut.

resource "aws_iam_role" "build" {
  name_prefix        = format("%.31s-build-", var.app_name)
  description        = "Permissions of the builds of ${var.app_name}. They cannot access the config repo."
  assume_role_policy = data.aws_iam_policy_document.trust_codebuild.json
}

resource "aws_iam_role_policy_attachment" "build" {
  role       = aws_iam_role.build.name
  policy_arn = aws_iam_policy.build.arn
}

resource "aws_iam_policy" "build" {
  name_prefix = "${var.app_name}-build-"
  policy      = data.aws_iam_policy_document.build.json
}

data "aws_iam_policy_document" "build" {
  # Write the log. ":*" after the name of a log group means all of its streams.
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.build.arn}:*"]
  }

  # Read the source from the artifacts of the pipeline.
  statement {
    actions   = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = ["${aws_s3_bucket.artifacts.arn}/*"]
  }

  # Decrypt the source.
  statement {
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.pipeline.arn]
  }

  # Sign in to the registry. This action does not support resource-level permissions.
  statement {
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  # Push the image. Check whether it already exists, and read its digest.
  statement {
    actions = [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:CompleteLayerUpload",
      "ecr:DescribeImages",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ]
    resources = [aws_ecr_repository.images.arn]
  }
}

resource "aws_iam_role" "scan_gate" {
  name_prefix        = format("%.27s-scan-gate-", var.app_name)
  description        = "Permissions of the scan gate of ${var.app_name}: read only."
  assume_role_policy = data.aws_iam_policy_document.trust_codebuild.json
}

resource "aws_iam_role_policy_attachment" "scan_gate" {
  role       = aws_iam_role.scan_gate.name
  policy_arn = aws_iam_policy.scan_gate.arn
}

resource "aws_iam_policy" "scan_gate" {
  name_prefix = "${var.app_name}-scan-gate-"
  policy      = data.aws_iam_policy_document.scan_gate.json
}

data "aws_iam_policy_document" "scan_gate" {
  # Write the log. ":*" after the name of a log group means all of its streams.
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.scan_gate.arn}:*"]
  }

  # Read the source from the artifacts of the pipeline.
  statement {
    actions   = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = ["${aws_s3_bucket.artifacts.arn}/*"]
  }

  # Decrypt the source.
  statement {
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.pipeline.arn]
  }

  # Read which image was built from a commit.
  statement {
    actions   = ["ecr:DescribeImages"]
    resources = [aws_ecr_repository.images.arn]
  }

  # Read the findings of the scan.
  statement {
    actions   = ["ecr:DescribeImageScanFindings"]
    resources = [aws_ecr_repository.images.arn]
  }

  # ECR calls Amazon Inspector for enhanced scanning. These actions do not support resource-level permissions.
  statement {
    actions   = ["inspector2:ListCoverage", "inspector2:ListFindings"]
    resources = ["*"]
  }
}

resource "aws_iam_role" "promote" {
  name_prefix        = format("%.29s-promote-", var.app_name)
  description        = "Permissions of the promotion of ${var.app_name}. Only it writes to the config repo."
  assume_role_policy = data.aws_iam_policy_document.trust_codebuild.json
}

resource "aws_iam_role_policy_attachment" "promote" {
  role       = aws_iam_role.promote.name
  policy_arn = aws_iam_policy.promote.arn
}

resource "aws_iam_policy" "promote" {
  name_prefix = "${var.app_name}-promote-"
  policy      = data.aws_iam_policy_document.promote.json
}

data "aws_iam_policy_document" "promote" {
  # Write the log. ":*" after the name of a log group means all of its streams.
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.promote.arn}:*"]
  }

  # Read the source from the artifacts of the pipeline.
  statement {
    actions   = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = ["${aws_s3_bucket.artifacts.arn}/*"]
  }

  # Decrypt the source.
  statement {
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.pipeline.arn]
  }

  # Read from which commit an image was built.
  statement {
    actions   = ["ecr:DescribeImages"]
    resources = [aws_ecr_repository.images.arn]
  }

  # Find out which of two commits of the service is older.
  statement {
    actions   = ["codecommit:GetCommit"]
    resources = [aws_codecommit_repository.app.arn]
  }

  # Read the file with the digest.
  statement {
    actions   = ["codecommit:GetBranch", "codecommit:GetFile"]
    resources = [aws_codecommit_repository.config.arn]
  }

  # Commit the digest to this branch only.
  statement {
    actions   = ["codecommit:CreateCommit"]
    resources = [aws_codecommit_repository.config.arn]

    condition {
      test     = "StringEquals"
      variable = "codecommit:References"
      values   = ["refs/heads/${var.branch}"]
    }
  }
}

resource "aws_iam_role" "pipeline" {
  name_prefix        = format("%.28s-pipeline-", var.app_name)
  description        = "Permissions of the pipeline of ${var.app_name}."
  assume_role_policy = data.aws_iam_policy_document.trust_codepipeline.json
}

resource "aws_iam_role_policy_attachment" "pipeline" {
  role       = aws_iam_role.pipeline.name
  policy_arn = aws_iam_policy.pipeline.arn
}

resource "aws_iam_policy" "pipeline" {
  name_prefix = "${var.app_name}-pipeline-"
  policy      = data.aws_iam_policy_document.pipeline.json
}

data "aws_iam_policy_document" "pipeline" {
  # Read the commit to build.
  statement {
    actions = [
      "codecommit:CancelUploadArchive",
      "codecommit:GetBranch",
      "codecommit:GetCommit",
      "codecommit:GetUploadArchiveStatus",
      "codecommit:UploadArchive",
    ]
    resources = [aws_codecommit_repository.app.arn]
  }

  # Read and write artifacts.
  statement {
    actions   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
    resources = ["${aws_s3_bucket.artifacts.arn}/*"]
  }

  # Encrypt and decrypt them.
  statement {
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.pipeline.arn]
  }

  # Check whether the bucket keeps versions.
  statement {
    actions   = ["s3:GetBucketVersioning"]
    resources = [aws_s3_bucket.artifacts.arn]
  }

  # Start the projects of its stages, and read their results.
  statement {
    actions = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
    resources = [
      aws_codebuild_project.build.arn,
      aws_codebuild_project.scan_gate.arn,
      aws_codebuild_project.promote.arn,
    ]
  }
}

resource "aws_iam_role" "trigger" {
  name_prefix        = format("%.29s-trigger-", var.app_name)
  description        = "Permissions of the rule that starts the pipeline of ${var.app_name}."
  assume_role_policy = data.aws_iam_policy_document.trust_events.json
}

resource "aws_iam_role_policy_attachment" "trigger" {
  role       = aws_iam_role.trigger.name
  policy_arn = aws_iam_policy.trigger.arn
}

resource "aws_iam_policy" "trigger" {
  name_prefix = "${var.app_name}-trigger-"
  policy      = data.aws_iam_policy_document.trigger.json
}

data "aws_iam_policy_document" "trigger" {
  # Start only this pipeline.
  statement {
    actions   = ["codepipeline:StartPipelineExecution"]
    resources = [aws_codepipeline.pipeline.arn]
  }
}

# --- Services that assume the roles, on behalf of this account only -----------------------------------------------------

data "aws_iam_policy_document" "trust_codebuild" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["codebuild.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}

data "aws_iam_policy_document" "trust_codepipeline" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["codepipeline.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}

data "aws_iam_policy_document" "trust_events" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}
