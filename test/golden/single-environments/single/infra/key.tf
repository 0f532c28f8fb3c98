# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# One key for images, artifacts and logs.
resource "aws_kms_key" "pipeline" {
  description         = "Encrypts images, artifacts and logs of the pipeline of ${var.app_name}"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json

  # The minimum: the key is deleted together with the data that it
  # encrypts. AWS does not charge for a key that is pending deletion.
  deletion_window_in_days = 7
}

resource "aws_kms_alias" "pipeline" {
  name          = "alias/${var.app_name}-pipeline"
  target_key_id = aws_kms_key.pipeline.key_id
}

# In a key policy, "*" means this key.
data "aws_iam_policy_document" "key" {
  # IAM policies decide who can use and manage the key, as for all other resources of the account.
  statement {
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account}:root"]
    }
  }

  # Only AWS services may create grants; ECR does, for the images.
  statement {
    effect    = "Deny"
    actions   = ["kms:CreateGrant"]
    resources = ["*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "BoolIfExists"
      variable = "aws:PrincipalIsAWSService"
      values   = ["false"]
    }

    condition {
      test     = "BoolIfExists"
      variable = "kms:GrantIsForAWSResource"
      values   = ["false"]
    }
  }

  # CloudWatch Logs encrypts the logs of this pipeline. Its user guide lists these actions.
  statement {
    actions = [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${var.region}.${local.dns_suffix}"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["${local.logs_arn}:/aws/codebuild/shop-*"]
    }
  }
}
