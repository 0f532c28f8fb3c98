/** The digest of an image that the pipeline has not built yet. */
const NO_DIGEST = /^sha256:0{64}$/;

/** A line of an entry of `images` that the pipeline writes: what stands before the value, the value, and what stands after it. */
const FIELD = /^(\s*(?:- +)?(newName|digest): +["']?)([^\s"'#]+)(.*)$/;

type Field = 'newName' | 'digest';

type Image = Partial<Record<Field, string>>;

/**
 * Puts the image that the pipeline wrote into the overlay as it was rendered, then and now: whatever an answer makes of these two
 * lines, the running image stays, and is no conflict.
 */
export function withRunningImage({ base, ours, theirs }: { base: string; ours: string; theirs: string }): {
  base: string;
  theirs: string;
} {
  const running = imageIn(ours, imageName(base));
  if (!running.digest || NO_DIGEST.test(running.digest)) {
    return { base, theirs };
  }
  const put = (rendered: string) =>
    editImage(rendered, imageName(rendered), (head, field, value, tail) => `${head}${running[field] ?? value}${tail}`);
  return { base: put(base), theirs: put(theirs) };
}

/** The name by which an overlay calls the image that the pipeline builds: as rendered, it has one image. */
function imageName(rendered: string): string | undefined {
  return /^images:\n(?:\s*#.*\n)*\s*- +name: +["']?([^\s"'#]+)/m.exec(rendered)?.[1];
}

function imageIn(text: string, name: string | undefined): Image {
  const found: Image = {};
  editImage(text, name, (head, field, value, tail) => {
    found[field] = value;
    return `${head}${value}${tail}`;
  });
  return found;
}

type Edit = (head: string, field: Field, value: string, tail: string) => string;

function editImage(text: string, name: string | undefined, edit: Edit): string {
  let isInside = false;
  return text
    .split('\n')
    .map((line) => {
      const entry = /^\s*- +(name: +["']?([^\s"'#]+))?/.exec(line);
      isInside = entry ? entry[2] !== undefined && entry[2] === name : isInside && /^\s+|^$|^#/.test(line);
      return isInside
        ? line.replace(FIELD, (_, head: string, field: Field, value: string, tail: string) =>
          edit(head, field, value, tail),
        )
        : line;
    })
    .join('\n');
}
