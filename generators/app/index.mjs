import Generator from 'yeoman-generator';
import core from '../../lib/bundle/cli.js';

const { EXIT, OPTIONS, SWITCHES, flagOf, main, processIo } = core;

/** Yeoman's door: its arguments, its options and its prompts, and the command line behind them. */
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
      // npm's own flags are no news: Yeoman has read the command line.
      env: { ...process.env, npm_command: undefined },
      prompts: async () => ({ ask: this.#ask.bind(this), confirm: this.#confirm.bind(this) }),
    });
    if (code !== EXIT.done) {
      process.exitCode = code;
      throw new Error(`create-gitops-eks ended with code ${code}`);
    }
  }

  /** The flags as they were given: Yeoman has parsed them. */
  #commandLine() {
    const flags = [...OPTIONS.map(({ name }) => flagOf(name)), ...SWITCHES.map(({ flag }) => flag)]
      .filter((flag) => this.options[flag] !== undefined)
      .map((flag) => flagText(flag, this.options[flag]));
    // Yeoman's own flag for it.
    const install = this.options.skipInstall ? ['--no-install'] : [];
    return [...(this.options.name ? [this.options.name] : []), ...flags, ...install];
  }

  async #ask(option, initial, problem) {
    const type = option.choices ? 'list' : option.type === 'boolean' ? 'confirm' : 'input';
    const answers = await this.prompt([{
      type,
      name: option.name,
      message: option.question,
      default: Array.isArray(initial) ? initial.join(',') : initial,
      choices: option.choices?.map(({ value, hint }) => ({ value, name: hint ? `${value} (${hint})` : value })),
      validate: (answer) => problem(answer) ?? true,
    }]);
    return answers[option.name];
  }

  async #confirm(message, initial) {
    const { yes } = await this.prompt([{ type: 'confirm', name: 'yes', message, default: initial }]);
    return yes;
  }
}

function flagText(flag, value) {
  return typeof value === 'boolean' ? `--${value ? '' : 'no-'}${flag}` : `--${flag}=${value}`;
}
