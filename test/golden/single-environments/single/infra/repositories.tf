# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# No task deletes them: they hold the history of your work, and cost nothing by themselves.
resource "aws_codecommit_repository" "app" {
  repository_name = var.app_repository
  description     = "The service ${var.app_name}, its pipeline and its manifests"

  lifecycle {
    prevent_destroy = true
  }
}

# repoAuth: iam. EKS Pod Identity gives the role to the source-controller of Flux,
# so there is no user, key or password. "npx projen flux:connect" associates it.
resource "aws_iam_role" "reader" {
  name               = "${var.app_name}-config-reader"
  description        = "Reads the repository of shop for Flux"
  assume_role_policy = data.aws_iam_policy_document.trust_reader.json
}

resource "aws_iam_role_policy_attachment" "reader" {
  role       = aws_iam_role.reader.name
  policy_arn = aws_iam_policy.reader.arn
}

# A managed policy, which can also be attached to the role that Flux has in a cluster with other services.
resource "aws_iam_policy" "reader" {
  name_prefix = "${var.app_name}-config-reader-"
  policy      = data.aws_iam_policy_document.reader.json
}

data "aws_iam_policy_document" "reader" {
  # Clone and fetch. Flux never pushes.
  statement {
    actions   = ["codecommit:GitPull"]
    resources = [aws_codecommit_repository.app.arn]
  }
}

data "aws_iam_policy_document" "trust_reader" {
  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "Service"
      identifiers = ["pods.eks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/kubernetes-namespace"
      values   = ["flux-system"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/kubernetes-service-account"
      values   = ["source-controller"]
    }
  }
}
