/** A network address with its end cut off, as much as is needed to tell two places apart: /24 of IPv4, /48 of IPv6. */
export function truncatedAddress(address: string | null): string | null {
  if (address === null) return null
  const plain = address.replace(/^::ffff:(?=\d)/i, '').replace(/%.*$/, '')
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/.exec(plain)
  if (four) return `${four[1]}.${four[2]}.${four[3]}.0/24`
  if (!plain.includes(':')) return null
  const [head = '', tail] = plain.split('::', 2)
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  const groups = [...before, ...zeros, ...after].slice(0, 3).map((group) => group.toLowerCase())
  if (groups.length < 3 || !groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return null
  return `${groups.join(':')}::/48`
}
