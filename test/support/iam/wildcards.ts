/** Whether a text fits a pattern of IAM, in which "*" stands for any characters and "?" for one. */
export function isLike(text: string, pattern: string): boolean {
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${expression}$`, 's').test(text);
}
