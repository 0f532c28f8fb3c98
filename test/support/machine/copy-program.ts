import { copyFileSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runWell } from '../run';

/** Copies a program into the root of an image, and the libraries that it loads to the paths where it looks for them. */
export async function copyProgram(program: string, root: string, target: string): Promise<void> {
  const libraries = await runWell('ldd', [program], '/', process.env);
  const paths = [...libraries.matchAll(/(\/\S+) \(0x/g)].map(([, path]) => path);
  [[program, target], ...paths.map((path) => [path, path])].forEach(([from, to]) => {
    mkdirSync(dirname(join(root, to)), { recursive: true });
    if (!existsSync(join(root, to))) {
      copyFileSync(realpathSync(from), join(root, to));
    }
  });
}
