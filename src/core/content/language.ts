const byCountry: Readonly<Record<string, string>> = {
  kr: 'ko',
  kor: 'ko',
  korea: 'ko',
  'south korea': 'ko',
  'republic of korea': 'ko',
  대한민국: 'ko',
  한국: 'ko',
  ru: 'ru',
  rus: 'ru',
  russia: 'ru',
  'russian federation': 'ru',
  россия: 'ru',
  by: 'ru',
  belarus: 'ru',
  беларусь: 'ru',
  kz: 'ru',
  kazakhstan: 'ru',
  казахстан: 'ru',
  de: 'de',
  germany: 'de',
  deutschland: 'de',
  at: 'de',
  austria: 'de',
  us: 'en',
  usa: 'en',
  'united states': 'en',
  gb: 'en',
  uk: 'en',
  'united kingdom': 'en',
  ie: 'en',
  ireland: 'en',
  ca: 'en',
  canada: 'en',
  au: 'en',
  australia: 'en',
  nz: 'en',
  'new zealand': 'en',
  sg: 'en',
  singapore: 'en',
}

const byName: Readonly<Record<string, string>> = {
  english: 'en',
  영어: 'en',
  английский: 'en',
  korean: 'ko',
  한국어: 'ko',
  корейский: 'ko',
  russian: 'ru',
  러시아어: 'ru',
  русский: 'ru',
  german: 'de',
  deutsch: 'de',
  독일어: 'de',
  немецкий: 'de',
}

/**
 * In which language somebody reads, as ISO 639-1: what was said of them, else that of the form they filled in last, else
 * what they read most (languages of what they read, with how often), else the language of their country. Null: nobody
 * knows.
 */
export function readerLanguage({
  language,
  country,
  wrote = null,
  read = new Map(),
}: {
  language: string | null
  country: string | null
  /** ISO 639-1, of the form they filled in last */
  wrote?: string | null
  read?: ReadonlyMap<string, number>
}): string | null {
  const said = (language ?? '').trim().toLowerCase()
  if (/^[a-z]{2}(?:$|[-_])/.test(said)) return said.slice(0, 2)
  if (byName[said] !== undefined) return byName[said]
  if (wrote !== null) return wrote
  const most = [...read].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]
  return most?.[0] ?? byCountry[(country ?? '').trim().toLowerCase()] ?? null
}
