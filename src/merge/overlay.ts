/** The placeholder digest until the pipeline has built an image. */
const NO_DIGEST = /^sha256:0{64}$/;

/**
 * A line that the pipeline writes in an entry of `images`: the text before the value, the value, and the text after it.
 */
const FIELD = /^(\s*(?:- +)?(newName|digest): +["']?)([^\s"'#]+)(.*)$/;

type Field = 'newName' | 'digest';

type Image = Partial<Record<Field, string>>;

/**
 * Inserts the image that the pipeline wrote into both rendered overlays. The running image then stays without a
 * conflict, even if an answer changes these two lines.
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

/** The name of the image that the pipeline builds. A rendered overlay has only one image. */
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
