/** Letters written from right to left, and the marks that turn the direction of what follows them. */
const turning =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u
const isolates = /[\u2066-\u2069]/g

/**
 * A text from outside (a name, an event, a file) so that it cannot turn the direction of the words around it: within
 * FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, without such marks of its own. Others are left as they are. For what
 * is shown only: what is compared or sent back stays as it came.
 */
export function isolated(text: string): string {
  return turning.test(text) ? `\u2068${text.replace(isolates, '')}\u2069` : text
}

/** What is known of somebody or something in one line: a · b · c. Empty parts are left out, each text is isolated. */
export function besides(parts: readonly (string | null | undefined | false)[]): string {
  return parts
    .filter((part) => typeof part === 'string' && part !== '')
    .map((part) => isolated(part as string))
    .join(' · ')
}
