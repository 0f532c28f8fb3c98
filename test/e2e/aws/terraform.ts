import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pair } from './pair';
import { writeTerraformSettings } from '../../support/terraform/program';

/**
 * Lets the Terraform of a pair work without internet: the provider comes from a folder. Buckets are reached by paths,
 * because a hosts file cannot name the host of each bucket.
 *
 * @param program the path of OpenTofu. @default Terraform
 */
export function useTerraform(pair: Pair, home: string, program?: string): void {
  writeTerraformSettings(home);
  if (program !== undefined) {
    pair.variables.TERRAFORM = program;
  }
  writeFileSync(
    join(pair.folder('app'), 'infra', 'override.tf'),
    `provider "aws" {
  s3_use_path_style = true
}

terraform {
  backend "s3" {
    key            = "infra.tfstate"
    encrypt        = true
    use_lockfile   = true
    use_path_style = true
  }
}
`,
  );
  appendFileSync(join(pair.folder('app'), '.git', 'info', 'exclude'), '/infra/override.tf\n');
}
