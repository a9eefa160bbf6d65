import { foldText } from '#core/text.ts'

/** A header as it is compared: folded, without spaces and punctuation. */
export function squash(header: string): string {
  return foldText(header).replace(/[^\p{L}\p{N}/]+/gu, '')
}
