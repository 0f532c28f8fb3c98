/** Synthesizes the repository in the current folder from its answers, as `npx projen` does. */
import { readFileSync } from 'node:fs';
import { GitOpsAppProject } from '../../src/app-project';
import { GitOpsConfigProject } from '../../src/config-project';

const { type, $schema, ...answers } = JSON.parse(readFileSync('.projenrc.json', 'utf8'));
const Project = String(type).endsWith('GitOpsAppProject') ? GitOpsAppProject : GitOpsConfigProject;
new Project({ ...answers, outdir: process.cwd() }).synth();
