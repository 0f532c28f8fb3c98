import Generator from 'yeoman-generator';
import core from '../../lib/bundle/cli.js';

const { EXIT, OPTIONS, SWITCHES, flagOf, main, processIo } = core;

/** Runs the command line with Yeoman's arguments, options and prompts. */
export default class extends Generator {
  constructor(args, options) {
    super(args, options);
    this.argument('name', { type: String, required: false, description: OPTIONS[0].summary });
    for (const { name, type, summary } of OPTIONS) {
      this.option(flagOf(name), { type: type === 'boolean' ? Boolean : String, description: summary });
    }
    for (const { flag, value, summary } of SWITCHES.filter(({ flag: name }) => !['help', 'version'].includes(name))) {
      this.option(flag, { type: value ? String : Boolean, description: summary });
    }
  }

  async writing() {
    const code = await main({
      ...processIo(),
      args: this.#commandLine(),
      cwd: this.destinationRoot(),
      // Yeoman has already parsed the command line, so npm cannot have lost flags. The package manager that runs Yeoman
      // is not an answer.
      env: { ...process.env, npm_command: undefined, npm_config_user_agent: undefined },
      prompts: async () => this.#prompts(),
    });
    if (code !== EXIT.done) {
      process.exitCode = code;
      throw new Error(`create-gitops-eks exited with code ${code}`);
    }
  }

  /** Restores the command line from the flags that Yeoman parsed. */
  #commandLine() {
    const flags = [...OPTIONS.map(({ name }) => flagOf(name)), ...SWITCHES.map(({ flag }) => flag)]
      .filter((flag) => this.options[flag] !== undefined)
      .map((flag) => flagText(flag, this.options[flag]));
    // Yeoman's own flag --skip-install.
    const install = this.options.skipInstall ? ['--no-install'] : [];
    return [...(this.options.name ? [this.options.name] : []), ...flags, ...install];
  }

  #prompts() {
    const show = (text) => { process.stderr.write(`${text}\n`); };
    return {
      intro: show,
      note: show,
      outro: show,
      step: (doing) => {
        show(doing);
        return () => {};
      },
      choose: (question, entries, initial) => this.#choose(question, entries, initial),
      ask: (option, initial, problem) => this.#ask(option, initial, problem),
    };
  }

  async #ask(option, initial, problem) {
    const { question, type, choices, searchable } = option;
    if (choices || searchable) {
      const entries = (choices ?? searchable).map(({ value, hint }) => ({ value, label: hint ? `${value}: ${hint}` : value }));
      return this.#untilRight(problem, () => this.#choose(question, entries, initial));
    }
    return this.#untilRight(problem, () => this.#prompt({
      type: type === 'boolean' ? 'confirm' : 'input',
      message: question,
      default: Array.isArray(initial) ? initial.join(',') : initial,
    }));
  }

  /** Repeats a question until the answer is valid. Yeoman's menus do not validate answers. */
  async #untilRight(problem, ask) {
    for (;;) {
      const answer = await ask();
      const rule = problem(answer);
      if (!rule) {
        return answer;
      }
      this.log(`${answer}: ${rule}`);
    }
  }

  #choose(message, entries, initial) {
    const choices = entries.map(({ value, label, hint }) => ({ value, name: hint ? `${label} (${hint})` : label }));
    return this.#prompt({ type: 'list', message, choices, default: initial });
  }

  async #prompt(question) {
    const { answer } = await this.prompt([{ name: 'answer', ...question }]);
    return answer;
  }
}

function flagText(flag, value) {
  return typeof value === 'boolean' ? `--${value ? '' : 'no-'}${flag}` : `--${flag}=${value}`;
}
