type Search = Record<string, unknown>

/**
 * A reader of the address that lets nothing through beside what it gives. The router itself hands what a reader left out
 * on as it came, so that a list could be a word: here it is said to be absent.
 */
export function closed(read: (search: Search) => object): (search: Search) => object {
  return (search) => {
    const absent = Object.fromEntries(Object.keys(search).map((key) => [key, undefined]))
    return { ...absent, ...read(search) }
  }
}
