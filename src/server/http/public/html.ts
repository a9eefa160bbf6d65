import { escaped } from '#core/html.ts'

export { escaped }

/** Text of several lines as paragraphs, single breaks kept. */
export function paragraphs(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .filter((one) => one.trim() !== '')
    .map((one) => `<p>${escaped(one.trim()).replaceAll(/\s*\n\s*/g, '<br>')}</p>`)
    .join('\n')
}
