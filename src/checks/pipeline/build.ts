import type { Facts } from '../facts';
import { at, fieldsAt, isFields, listAt, textAt, textsAt } from '../fields';
import { type Finding, listOf } from '../finding';
import { type Resource, ofType } from '../iac/infrastructure';
import { sourcesOf } from '../source/codecommit';

/**
 * Compares the CodeBuild projects and pipelines with the files of the app repo, and the architecture of builds with
 * that of nodes.
 */
export function buildProblems(facts: Facts): Finding[] {
  const specs = ofType(facts.infrastructure, 'AWS::CodeBuild::Project').flatMap((project) => {
    const named = textAt(project.properties, 'Source', 'BuildSpec') ?? 'buildspec.yml';
    return textAt(project.properties, 'Source', 'Type') === 'NO_SOURCE' || named.includes('\n')
      ? []
      : [{ project, file: `app/${named}` }];
  });
  return [
    ...specs.flatMap(({ project, file }) => missingSpec(facts, project, file)),
    ...[...new Set(specs.map(({ file }) => file))].flatMap((file) => [
      ...missingScripts(facts, file), ...movedTag(facts, file), ...processors(facts, file),
    ]),
    ...ofType(facts.infrastructure, 'AWS::CodePipeline::Pipeline').flatMap((pipeline) => [
      ...pipelineSource(facts, pipeline), ...namespaces(pipeline),
    ]),
  ];
}

function missingSpec({ pair }: Facts, { id, file, properties }: Resource, spec: string): Finding[] {
  return pair.text(spec) !== undefined ? [] : [{
    file,
    problem: `BuildSpec of ${id} is ${textAt(properties, 'Source', 'BuildSpec')}, which does not exist in the app repo.`,
    fix: `Correct the path, or add ${spec}.`,
  }];
}

function commandsIn({ pair }: Facts, spec: string): string[] {
  return Object.values(fieldsAt(pair.documents(spec)[0], 'phases')).flatMap((phase) => [
    ...textsAt(phase, 'commands'), ...textsAt(phase, 'finally'),
  ]);
}

function missingScripts(facts: Facts, spec: string): Finding[] {
  const scripts = commandsIn(facts, spec).flatMap((command) => [...command.matchAll(/^(?:bash|node|sh) ([\w./-]+\.\w+)/gm)].map(([, path]) => path));
  return scripts.filter((path) => !path.startsWith('/') && facts.pair.text(`app/${path}`) === undefined).map((path) => ({
    file: spec,
    problem: `A command runs ${path}, which does not exist in the app repo.`,
    fix: 'Correct the path, or add the file.',
  }));
}

/** The gate and the promotion find an image by its tag, the commit ID. */
function movedTag(facts: Facts, spec: string): Finding[] {
  const tag = commandsIn(facts, spec).map((command) => /\bIMAGE_TAG=(\S+)/.exec(command)?.[1]).find(Boolean);
  return tag === undefined || /CODEBUILD_RESOLVED_SOURCE_VERSION|git rev-parse/.test(tag) ? [] : [{
    file: spec,
    problem: `IMAGE_TAG is ${tag}, but the pipeline looks for the image whose tag is the commit ID.`,
    fix: 'Use "$CODEBUILD_RESOLVED_SOURCE_VERSION".',
  }];
}

/** An image must run on the architecture that it was built for. */
function processors({ pair, services, infrastructure }: Facts, spec: string): Finding[] {
  const platform = textAt(pair.documents(spec)[0], 'env', 'variables', 'PLATFORM')?.split('/')[1];
  const nodes = services.flatMap(({ workloads }) => workloads).flatMap(({ file, pod }) => {
    const wanted = textAt(fieldsAt(pod, 'nodeSelector'), 'kubernetes.io/arch');
    return wanted === undefined || platform === undefined || wanted === platform ? [] : [{
      file,
      problem: `nodeSelector: kubernetes.io/arch is ${wanted}, but ${spec} builds the image for PLATFORM linux/${platform}.`,
      fix: 'Use the same architecture in both places.',
    }];
  });
  const hosts = ofType(infrastructure, 'AWS::CodeBuild::Project')
    .filter(
      ({ properties }) =>
        at(properties, 'Environment', 'PrivilegedMode') === true &&
        `app/${textAt(properties, 'Source', 'BuildSpec')}` === spec,
    )
    .flatMap(({ id, file, properties }) => {
      const own = /^ARM_/.test(textAt(properties, 'Environment', 'Type') ?? '') ? 'arm64' : 'amd64';
      return platform === undefined || own === platform ? [] : [{
        file,
        problem: `${id} builds on ${own} (Environment.Type), but ${spec} builds the image for PLATFORM linux/${platform}.`,
        fix: 'Use the same architecture in both places.',
      }];
    });
  return [...nodes, ...hosts];
}

function pipelineSource({ infrastructure }: Facts, pipeline: Resource): Finding[] {
  const names = ofType(infrastructure, 'AWS::CodeCommit::Repository').map(({ name }) => name);
  return sourcesOf(pipeline)
    .filter(({ repository }) => names.length > 0 && !names.includes(repository))
    .map(({ repository }) => ({
      file: pipeline.file,
      problem: `${pipeline.id}: its source is the repository ${JSON.stringify(repository)}, but the repositories are ${listOf(names)}.`,
      fix: 'Correct RepositoryName of the source.',
    }));
}

/** `#{Source.CommitId}` is empty unless an action has the namespace `Source`. */
function namespaces({ id, file, properties }: Resource): Finding[] {
  const actions = listAt(properties, 'Stages').flatMap((stage) => listAt(stage, 'Actions')).filter(isFields);
  const known = ['codepipeline', ...actions.flatMap((action) => textAt(action, 'Namespace') ?? [])];
  const used = [...JSON.stringify(properties.Stages ?? []).matchAll(/#\{([\w-]+)\.[\w-]+\}/g)].map(([whole, name]) => ({
    whole, name,
  }));
  return used
    .filter(({ name }) => !known.includes(name))
    .map(({ whole, name }) => ({
      file,
      problem: `${id} uses ${whole}, but no action has the Namespace ${name}, only ${listOf(known.slice(1))}.`,
      fix: 'Use the namespace of the action that has the variable.',
    }));
}
