import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Folders in which installations put plugins for Terraform, and those directly below them. */
const PLACES = [
  '/opt',
  '/usr/local/share/terraform',
  '/usr/share/terraform',
  ...(process.env.TF_PLUGINS ?? '').split(delimiter),
];

/** A folder with the AWS provider, as Terraform mirrors it; undefined if there is none. */
function providerMirror(): string | undefined {
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
    : 'Terraform\'s AWS provider is missing: mirror it with "terraform providers mirror FOLDER", and set TF_PLUGINS to that folder';
}

/** Writes settings with which Terraform takes providers from that folder. Returns the path of the file. */
export function writeTerraformSettings(folder: string): string {
  const file = join(folder, '.terraformrc');
  const mirror = `filesystem_mirror { path = ${JSON.stringify(providerMirror())} }`;
  writeFileSync(file, `provider_installation {\n  ${mirror}\n}\n`);
  return file;
}
