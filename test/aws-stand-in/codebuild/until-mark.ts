import { StringDecoder } from 'node:string_decoder';

/** Reads chunks of a stream: passes on text and reports each mark. A mark may be split over chunks. */
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

/** The number of characters at the end of a string that could begin a mark. */
function beginningAtEnd(text: string, mark: string): number {
  for (let length = Math.min(mark.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(mark.slice(0, length))) {
      return length;
    }
  }
  return 0;
}
