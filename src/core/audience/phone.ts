/** Calling code and the digits dialled before a number within the country, by ISO 3166 code (ITU-T E.164 and E.123). */
const countries: Readonly<Record<string, readonly [code: string, trunk: string]>> = {
  KR: ['82', '0'],
  RU: ['7', '8'],
  KZ: ['7', '8'],
  BY: ['375', '8'],
  UA: ['380', '0'],
  US: ['1', '1'],
  CA: ['1', '1'],
  GB: ['44', '0'],
  IE: ['353', '0'],
  DE: ['49', '0'],
  AT: ['43', '0'],
  CH: ['41', '0'],
  FR: ['33', '0'],
  NL: ['31', '0'],
  BE: ['32', '0'],
  SE: ['46', '0'],
  FI: ['358', '0'],
  TR: ['90', '0'],
  JP: ['81', '0'],
  CN: ['86', '0'],
  TW: ['886', '0'],
  VN: ['84', '0'],
  ID: ['62', '0'],
  IN: ['91', '0'],
  AU: ['61', '0'],
  NZ: ['64', '0'],
  // no trunk digits: the number is dialled whole
  IT: ['39', ''],
  ES: ['34', ''],
  PT: ['351', ''],
  PL: ['48', ''],
  CZ: ['420', ''],
  DK: ['45', ''],
  NO: ['47', ''],
  SG: ['65', ''],
  HK: ['852', ''],
}

/**
 * A phone number in E.164 (`+821012345678`): as written when it begins with + or 00, else by the person's country. Null
 * when that cannot be told, or the length is none of E.164's (8 to 15 digits): a guessed number would match a stranger.
 */
export function e164(text: string, country: string | null): string | null {
  const plain = text.normalize('NFKC').trim()
  if (!/^\+?[\d\s().\-/]+$/.test(plain)) return null
  // +44 (0)20 …: the bracketed zero is not dialled from abroad
  const written = plain.replace(/^(\+|00)([\d\s]*)\(0\)/, '$1$2')
  const digits = written.replaceAll(/\D/g, '')
  const whole = ((): string | null => {
    if (written.startsWith('+')) return digits
    if (digits.startsWith('00')) return digits.slice(2)
    const known = country === null ? undefined : countries[country]
    if (!known) return null
    const [code, trunk] = known
    if (trunk !== '' && digits.startsWith(trunk)) return code + digits.slice(trunk.length)
    if (trunk === '0') return null
    return code + digits
  })()
  return whole !== null && /^[1-9]\d{7,14}$/.test(whole) ? `+${whole}` : null
}
