# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
variable "app_name" {
  description = "The name of the application, from which resources take their names."
  type        = string
}

variable "region" {
  description = "The AWS region of all resources."
  type        = string
}

variable "app_repository" {
  description = "The CodeCommit repository."
  type        = string
}

variable "branch" {
  description = "The branch that the pipeline builds."
  type        = string
}

variable "image_repository" {
  description = "The ECR repository of the images."
  type        = string
}

variable "images_to_keep" {
  description = "How many images the registry keeps. A running image must be among them."
  type        = number
  default     = 100

  validation {
    condition     = var.images_to_keep >= 10
    error_message = "images_to_keep must be at least 10."
  }
}

variable "days_to_keep_logs" {
  description = "The retention period of the logs, in days."
  type        = number
  default     = 365

  validation {
    condition     = contains([30, 60, 90, 180, 365, 731], var.days_to_keep_logs)
    error_message = "days_to_keep_logs must be 30, 60, 90, 180, 365 or 731."
  }
}
