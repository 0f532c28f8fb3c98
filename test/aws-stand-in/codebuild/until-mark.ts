import { StringDecoder } from 'node:string_decoder';

/** Takes the parts of a stream: passes on what is text, and tells of each mark. A mark may come in pieces. */
export function untilMark(mark: string, write: (text: string) => void, marked: () => void): (part: Buffer) => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return (part) => {
    const texts = (rest + decoder.write(part)).split(mark);
    const last = texts.pop()!;
    texts.forEach((text) => {
      write(text);
      marked();
    });
    const begun = beginningAtEnd(last, mark);
    write(last.slice(0, last.length - begun));
    rest = last.slice(last.length - begun);
  };
}

/** How many characters at the end of a text could be the beginning of a mark. */
function beginningAtEnd(text: string, mark: string): number {
  for (let length = Math.min(mark.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(mark.slice(0, length))) {
      return length;
    }
  }
  return 0;
}
