/** A script's own code and its functions, each as the commands in it. */
export interface ShellScript {
  readonly main: readonly Command[];
  readonly functions: ReadonlyMap<string, readonly Command[]>;
}

/** A command: its name and its words, as far as they are plain. */
export type Command = readonly string[];

/** Words that may stand before a command. `run` is the generated tasks' own, and runs what follows it. */
const BEFORE = new Set([
  'if', 'then', 'else', 'elif', 'do', 'while', 'until', '!', '{', 'run', 'exec', 'time', 'local', 'trap',
]);

/**
 * Reads scripts of the style that this project generates: functions begin at the start of a line, and end with a brace
 * of their own.
 */
export function readScript(text: string): ShellScript {
  const functions = new Map<string, Command[]>();
  const rest = text.replace(/^(\w+)\(\) \{(?: (.*) \}|\n([^]*?)\n\})$/gm, (_, name, line, lines) => {
    functions.set(name, commandsIn(line ?? lines));
    return '';
  });
  return { main: commandsIn(rest), functions };
}

/** Every command that a script can reach: its own, and those of the functions that it calls. */
export function reachableCommands(script: ShellScript): Command[] {
  const reached = new Set<string>();
  const follow = (commands: readonly Command[]): Command[] => commands.flatMap((command) => {
    const body = script.functions.get(command[0]);
    if (!body || reached.has(command[0])) {
      return [command];
    }
    reached.add(command[0]);
    return [command, ...follow(body)];
  });
  return follow(script.main);
}

function commandsIn(text: string): Command[] {
  const code = bare(
    text
      .replace(/\\\n/g, ' ')
      .replace(/ =~ \S+/g, '')
      .replace(/^(\s*)[\w.*-]+(?: \| [\w.*-]+)*\)/gm, '$1'),
  );
  return code.split(/\n|;|\||&|\(|\)/).flatMap((part) => {
    const words = part.trim().split(/\s+/);
    while (words.length > 0 && (BEFORE.has(words[0]) || /^\w+\+?=/.test(words[0]))) {
      words.shift();
    }
    return words.length > 0 && words[0] !== '' ? [words] : [];
  });
}

/** Code without comments and strings. Command substitutions in strings are code, on a separate line. */
function bare(text: string): string {
  let code = '';
  let at = 0;
  const substitution = () => {
    code += '\n';
    read(')');
    code += '\n';
  };
  const quoted = () => {
    while (at < text.length && text[at] !== '"') {
      if (text.startsWith('$(', at)) {
        at += 2;
        substitution();
      } else {
        at += text[at] === '\\' ? 2 : 1;
      }
    }
    at++;
  };
  const read = (end: string) => {
    while (at < text.length && text[at] !== end) {
      const rest = text.slice(at);
      const skipped = /^(?:(?<=^|\s)#.*|'[^']*'|\\.|\$\{[^}]*\})/.exec(rest)?.[0];
      if (skipped && (text[at] !== '#' || at === 0 || /\s/.test(text[at - 1]))) {
        at += skipped.length;
        code += '_';
      } else if (rest.startsWith('$(')) {
        at += 2;
        substitution();
      } else if (rest[0] === '(') {
        at++;
        code += '(';
        read(')');
        code += ')';
      } else if (rest[0] === '"') {
        at++;
        code += '_';
        quoted();
      } else {
        code += text[at++];
      }
    }
    at++;
  };
  read('');
  return code;
}
