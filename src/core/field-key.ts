/**
 * The key of a field that a team defines, out of its label: letters and digits of any script in lower case, all else one
 * underscore, at most 50 characters before the number it gets when it is taken.
 */
export function fieldKey(label: string, taken: readonly string[]): string {
  const plain = label
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^[_\p{N}]+|_+$/gu, '')
    .slice(0, 50)
  const key = plain === '' ? 'field' : plain
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? key : `${key}_${n}`
    if (!taken.includes(candidate)) return candidate
  }
}
