import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/** What kind of place an address is: anywhere on the internet, in one's own network, or nothing to ever connect to. */
export type Reach = 'public' | 'private' | 'never'

const own = new BlockList()
// RFC 1918, 6598 (carriers), loopback, benchmarks; RFC 4193
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
] as const)
  own.addSubnet(net, bits, 'ipv4')
own.addAddress('::1', 'ipv6')
own.addSubnet('fc00::', 7, 'ipv6')

const never = new BlockList()
// «this» network, link-local (where clouds keep their credentials), protocol assignments, examples, multicast, reserved
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  never.addSubnet(net, bits, 'ipv4')
never.addAddress('::', 'ipv6')
for (const [net, bits] of [
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
  ['2001:db8::', 32],
  // tunnels, which carry an IPv4 address inside
  ['2002::', 16],
  ['2001::', 32],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
] as const)
  never.addSubnet(net, bits, 'ipv6')

/** `address` is an IP address; anything else is `never`. */
export function reachOf(address: string): Reach {
  const family = isIP(address)
  if (family === 0) return 'never'
  // BlockList looks at IPv4 addresses written as IPv6 (::ffff:10.0.0.1) by the rules of IPv4
  const type = family === 4 ? 'ipv4' : 'ipv6'
  if (never.check(address, type)) return 'never'
  return own.check(address, type) ? 'private' : 'public'
}

export type Resolved = { ok: true; address: string } | { ok: false; why: string }

/**
 * The address to connect to, looked up once: what was looked at is what is connected to, whatever the name says a
 * moment later. Refuses when any address of the name is out of bounds.
 */
export async function resolveHost(host: string, allowPrivate: boolean): Promise<Resolved> {
  const name = host.replace(/^\[(.*)\]$/, '$1')
  const addresses =
    isIP(name) > 0 ? [name] : (await lookup(name, { all: true }).catch(() => [])).map(({ address }) => address)
  const first = addresses[0]
  if (first === undefined) return { ok: false, why: `There is no server of the name ${host}.` }
  const reaches = addresses.map(reachOf)
  if (reaches.includes('never')) return { ok: false, why: `${host} is an address that no mail server may have.` }
  if (!allowPrivate && reaches.includes('private'))
    return {
      ok: false,
      why: `${host} lies in a private network. The operator of this Hourglass allows that with HOURGLASS_SMTP_PRIVATE=1.`,
    }
  return { ok: true, address: first }
}
