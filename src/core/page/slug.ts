import { foldText } from '#core/text.ts'

/** Addresses of pages: small letters of any script, digits and single hyphens, 2 to 80 long. */
export const slugPattern = /^[\p{Ll}\p{Lo}\p{Nd}]+(?:-[\p{Ll}\p{Lo}\p{Nd}]+)*$/u

export const longestSlug = 80

/** Whether a text can be a page's address as it stands. */
export function isSlug(text: string): boolean {
  return text.length >= 2 && text.length <= longestSlug && slugPattern.test(text)
}

/** An address out of a name: `Request a demo!` → `request-a-demo`; Hangul and Cyrillic stay. Empty when nothing is left. */
export function slugOf(name: string): string {
  const slug = foldText(name)
    .normalize('NFC')
    .replaceAll(/[^\p{Ll}\p{Lo}\p{Nd}]+/gu, '-')
    .slice(0, longestSlug)
    .replaceAll(/^-+|-+$/g, '')
  return isSlug(slug) ? slug : ''
}
