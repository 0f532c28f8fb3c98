import type { Answers } from '../options/option';

/** Fields of .projenrc.json, and of the project types, that are not answers. */
const NOT_ANSWERS = ['$schema', 'type', 'outdir'];

/**
 * The answers as they were given, before projen turned them into the members of enums: projen renders a word that no
 * member has as `undefined`, and drops a misspelt option, so that both would go unnoticed.
 *
 * @param options what a project type's constructor receives; projen adds the raw arguments as `__new__`
 */
export function givenAnswers(options: object): Answers {
  const raw = (options as { __new__?: { args: object } }).__new__?.args ?? options;
  return Object.fromEntries(Object.entries(raw).filter(([name, value]) => !NOT_ANSWERS.includes(name) && value !== undefined));
}
