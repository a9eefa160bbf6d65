/**
 * The public name of a LinkedIn profile as it is compared: from an address in any of its spellings (scheme, language,
 * country, mobile, trailing parts), lower case, percent signs read. Null when it is no address of a person's profile.
 */
export function readProfile(text: string): string | null {
  if (text.length > 500) return null
  const path = /^(?:https?:\/\/)?(?:[a-z]{2,3}\.|www\.|m\.)?linkedin\.com\/(?:mwlite\/)?(?:in|pub)\/([^/?#\s]+)/iu.exec(
    text.trim(),
  )?.[1]
  if (path === undefined) return null
  const slug = decoded(path).normalize('NFC').toLowerCase()
  return /^[\p{L}\p{M}\p{N}_.\-']{3,200}$/u.test(slug) ? slug : null
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** The address of a profile as it is kept. */
export function profileAddress(slug: string): string {
  return `https://www.linkedin.com/in/${encodeURIComponent(slug)}`
}

/** The address of a profile as people read it: linkedin.com/in/홍길동. What is no such address stays as it is. */
export function readableProfile(address: string): string {
  const slug = readProfile(address)
  return slug === null ? address : `linkedin.com/in/${slug}`
}

/**
 * The user id under which somebody is kept of whom we hold a profile and no mail address. Whoever has an address is
 * known by that, and the profile is a fact of theirs.
 */
export function profileUserId(slug: string): string {
  return `linkedin:${slug}`
}

/** A profile's name as it may stand in facts: read, and with percent signs. */
export function profileSpellings(slug: string): string[] {
  return [...new Set([slug, encodeURIComponent(slug).toLowerCase()])]
}
