import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Pair } from './pair';

/** Folders in which installations put plugins for Terraform, and those directly below them. */
const PLACES = ['/opt', '/usr/local/share/terraform', '/usr/share/terraform', ...(process.env.TF_PLUGINS ?? '').split(delimiter)];

/** A folder with the AWS provider, as Terraform mirrors it; undefined if there is none. */
export function providerMirror(): string | undefined {
  return PLACES.filter((place) => place !== '' && existsSync(place))
    .flatMap((place) => [place, ...readdirSync(place).map((name) => join(place, name))])
    .find((folder) => existsSync(join(folder, 'registry.terraform.io', 'hashicorp', 'aws')));
}

/** What Terraform's pairs lack here, and how to get it; undefined if everything is installed. */
export function missingForTerraform(): string | undefined {
  if (spawnSync('terraform', ['version'], { stdio: 'ignore' }).error) {
    return 'terraform is missing: see https://developer.hashicorp.com/terraform/install';
  }
  return providerMirror()
    ? undefined
    : "Terraform's AWS provider is missing: mirror it with \"terraform providers mirror FOLDER\", and set TF_PLUGINS to that folder";
}

/**
 * Lets a pair's Terraform work without internet: the provider comes from a folder. Buckets are reached by paths, because
 * a hosts file cannot name the host of each bucket.
 */
export function useTerraform(pair: Pair, home: string): void {
  writeFileSync(
    join(home, '.terraformrc'),
    `provider_installation {\n  filesystem_mirror { path = ${JSON.stringify(providerMirror())} }\n}\n`,
  );
  writeFileSync(join(pair.folder('app'), 'infra', 'override.tf'), `provider "aws" {
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
`);
  appendFileSync(join(pair.folder('app'), '.git', 'info', 'exclude'), '/infra/override.tf\n');
}
