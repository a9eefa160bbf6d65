/** Whose people: as of a day, or of a file. */
export interface AudienceSearch {
  day?: string
  file?: string
}

export function parseAudienceSearch({ day, file }: Record<string, unknown>): AudienceSearch {
  return {
    ...(typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) ? { day } : {}),
    ...(typeof file === 'string' && /^[0-9a-f-]{36}$/.test(file) ? { file } : {}),
  }
}
