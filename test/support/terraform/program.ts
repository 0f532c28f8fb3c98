import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { enginesFolder } from '../../e2e/engines/engines';

/** Folders in which installations put plugins for Terraform, and those directly below them. */
const PLACES = [
  '/opt',
  '/usr/local/share/terraform',
  '/usr/share/terraform',
  ...(process.env.TF_PLUGINS ?? '').split(delimiter),
];

/** The registries of Terraform and of OpenTofu. They have the same providers. */
const REGISTRIES = ['registry.terraform.io', 'registry.opentofu.org'];

/** A folder with the versions of the AWS provider, as Terraform mirrors it; undefined if there is none. */
function mirroredProvider(): string | undefined {
  return PLACES.filter((place) => place !== '' && existsSync(place))
    .flatMap((place) => [place, ...readdirSync(place).map((name) => join(place, name))])
    .flatMap((folder) => REGISTRIES.map((registry) => join(folder, registry, 'hashicorp', 'aws')))
    .find((folder) => existsSync(folder));
}

/** What Terraform's pairs lack here, and how to get it; undefined if everything is installed. */
export function missingForTerraform(): string | undefined {
  if (spawnSync('terraform', ['version'], { stdio: 'ignore' }).error) {
    return 'terraform is missing: see https://developer.hashicorp.com/terraform/install';
  }
  return mirroredProvider()
    ? undefined
    : 'Terraform\'s AWS provider is missing: mirror it with "terraform providers mirror FOLDER", and set TF_PLUGINS to that folder';
}

/** The path of OpenTofu: a built one, or one on PATH. Undefined without it. */
export function tofuProgram(): string | undefined {
  const built = join(enginesFolder(), 'tofu');
  return [built, 'tofu'].find((program) => !spawnSync(program, ['version'], { stdio: 'ignore' }).error);
}

/** Writes settings with which both programs take the provider from this machine. Returns the path of the file. */
export function writeTerraformSettings(folder: string): string {
  const provider = mirroredProvider() ?? '';
  const mirror = join(folder, '.terraform-providers');
  for (const target of REGISTRIES.map((registry) => join(mirror, registry, 'hashicorp', 'aws'))) {
    for (const version of readdirSync(provider).filter((name) => !existsSync(join(target, name)))) {
      // OpenTofu follows no other link than the last folder.
      mkdirSync(join(target, version), { recursive: true });
      readdirSync(join(provider, version)).forEach((platform) =>
        symlinkSync(join(provider, version, platform), join(target, version, platform)));
    }
  }
  const file = join(folder, '.terraformrc');
  writeFileSync(file, `provider_installation {\n  filesystem_mirror { path = ${JSON.stringify(mirror)} }\n}\n`);
  return file;
}
