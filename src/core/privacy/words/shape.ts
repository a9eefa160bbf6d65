import type { FileSection, LeftOutReason } from '#core/privacy/person-file.ts'

/** What the readable file says around what is kept of somebody. */
export interface FileWords {
  title: string
  lead(workspace: string): string
  madeAt: string
  contents: string
  /** of a part in which nothing stands */
  nothing: string
  /** of an empty value */
  none: string
  yes: string
  no: string
  entries(count: string): string
  leftOut: string
  /** how others are named in it */
  elsewhere: string
  /** the name of each part, and what it is */
  sections: Record<FileSection, readonly [title: string, about: string]>
  leftOutWhy: Record<LeftOutReason, string>
  /** who is no member (core/privacy/scrub.ts) */
  actors: Record<'former' | 'program' | 'operator' | 'system' | 'colleague', string>
  fields: Record<string, string>
  /** of the fields that hold one of a few words */
  values: Record<string, string>
}
