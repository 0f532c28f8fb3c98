module create-gitops-eks/engines/ecr-credential-provider

go 1.26.0

require k8s.io/cloud-provider-aws v1.36.2
