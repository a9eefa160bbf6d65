// Domains that people mean when they mistype. Ordered: what is more common is suggested first.
const meant = [
  'gmail.com',
  'naver.com',
  'daum.net',
  'hanmail.net',
  'kakao.com',
  'nate.com',
  'yandex.ru',
  'mail.ru',
  'bk.ru',
  'inbox.ru',
  'rambler.ru',
  'outlook.com',
  'hotmail.com',
  'yahoo.com',
  'icloud.com',
  'googlemail.com',
  'live.com',
  'proton.me',
]
const known = new Set([
  ...meant,
  'ymail.com',
  'gmx.com',
  'gmx.net',
  'mail.com',
  'email.com',
  'me.com',
  'mac.com',
  'aol.com',
  'list.ru',
  'ya.ru',
  'hey.com',
  'zoho.com',
])
const endings: Readonly<Record<string, string>> = {
  cmo: 'com',
  con: 'com',
  ocm: 'com',
  vom: 'com',
  comm: 'com',
  nte: 'net',
  ent: 'net',
  'co.rk': 'co.kr',
  cokr: 'co.kr',
  'co,kr': 'co.kr',
}

/**
 * The address that was probably meant, or null: `kim@gmial.com` → `kim@gmail.com`. Never more than a question: a real
 * domain may look like a mistake.
 */
export function meantMail(address: string): string | null {
  const at = address.lastIndexOf('@')
  if (at < 1) return null
  const domain = address
    .slice(at + 1)
    .trim()
    .toLowerCase()
  if (domain === '' || known.has(domain)) return null
  const better = byEnding(domain) ?? byDistance(domain)
  return better === null ? null : `${address.slice(0, at + 1)}${better}`
}

function byEnding(domain: string): string | null {
  for (const [wrong, right] of Object.entries(endings)) {
    if (domain.endsWith(`.${wrong}`)) return domain.slice(0, -wrong.length) + right
  }
  return null
}

/** One slip of the fingers away, and no further. */
function byDistance(domain: string): string | null {
  return meant.find((right) => Math.abs(right.length - domain.length) < 2 && isOneSlip(domain, right)) ?? null
}

/** Whether one letter missing, too many, wrong, or two swapped make the difference (Damerau–Levenshtein distance 1). */
function isOneSlip(a: string, b: string): boolean {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const left = a.slice(start, a.length - end)
  const right = b.slice(start, b.length - end)
  if (left.length <= 1 && right.length <= 1) return left !== right
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}
