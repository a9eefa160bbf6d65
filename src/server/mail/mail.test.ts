import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConfigProblem, readConfig } from '#server/config.ts'
import { reachOf, resolveHost } from './address.ts'
import { createSeal } from './seal.ts'

describe('where a mail server may be', () => {
  test.each([
    ['8.8.8.8', 'public'],
    ['2606:4700::1111', 'public'],
    ['127.0.0.1', 'private'],
    ['10.1.2.3', 'private'],
    ['172.31.255.255', 'private'],
    ['172.32.0.1', 'public'],
    ['192.168.0.1', 'private'],
    ['100.64.0.1', 'private'],
    ['::1', 'private'],
    ['fd00::1', 'private'],
    ['::ffff:10.0.0.1', 'private'],
    ['::ffff:169.254.169.254', 'never'],
    ['169.254.169.254', 'never'],
    ['fe80::1', 'never'],
    ['0.0.0.0', 'never'],
    ['::', 'never'],
    ['224.0.0.1', 'never'],
    ['255.255.255.255', 'never'],
    ['64:ff9b::a00:1', 'never'],
    ['2002:a00:1::', 'never'],
    ['nonsense', 'never'],
  ] as const)('%s is %s', (address, reach) => expect(reachOf(address)).toBe(reach))

  test('a private one needs the operator’s word, whatever its name; others are refused even then', async () => {
    expect(await resolveHost('127.0.0.1', true)).toEqual({ ok: true, address: '127.0.0.1' })
    expect(await resolveHost('[::1]', true)).toEqual({ ok: true, address: '::1' })
    expect(await resolveHost('localhost', false)).toMatchObject({ ok: false })
    expect(await resolveHost('169.254.169.254', true)).toMatchObject({ ok: false })
    expect(await resolveHost('no-such-host.invalid', true)).toMatchObject({ ok: false })
  })
})

describe('a sealed secret', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hourglass-seal-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('opens with the same key, in another process too, and with no other', () => {
    const secret = 'x'.repeat(40)
    const sealed = createSeal({ secret, folder: null }).seal('열려라 참깨')
    expect(sealed).not.toContain('참깨')
    expect(createSeal({ secret, folder: null }).open(sealed ?? '')).toBe('열려라 참깨')
    expect(createSeal({ secret: 'y'.repeat(40), folder: null }).open(sealed ?? '')).toBe(null)
  })

  test('is another each time, and opens no more once a letter of it is changed', () => {
    const seal = createSeal({ secret: 'x'.repeat(40), folder: null })
    const sealed = seal.seal('password') ?? ''
    expect(seal.seal('password')).not.toBe(sealed)
    for (let at = 0; at < sealed.length; at++) {
      // the last letter of a part may hold bits that say nothing
      if (sealed[at] === '.' || sealed[at + 1] === '.' || at === sealed.length - 1) continue
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
      expect([at, seal.open(changed)]).toEqual([at, null])
    }
    for (const nonsense of ['', 'v1', 'v1..', 'v2.a.b.c']) expect(seal.open(nonsense)).toBe(null)
  })

  test('uses a key of its own beside the data, which only we may read, and the same for all processes', async () => {
    const [one, other] = [createSeal({ secret: null, folder }), createSeal({ secret: null, folder })]
    const sealed = one.seal('password') ?? ''
    expect(other.open(sealed)).toBe('password')
    expect(one.open(other.seal('again') ?? '')).toBe('again')
    expect((await stat(join(folder, 'secrets.key'))).mode & 0o777).toBe(0o600)
  })

  test('is lost with its key, and a damaged key is replaced by a new one', async () => {
    const sealed = createSeal({ secret: null, folder }).seal('password') ?? ''
    await writeFile(join(folder, 'secrets.key'), 'damaged')
    const after = createSeal({ secret: null, folder })
    expect(after.open(sealed)).toBe(null)
    expect(after.open(after.seal('new') ?? '')).toBe('new')
  })

  test('cannot be made without any key', () => expect(createSeal({ secret: null, folder: null }).seal('x')).toBe(null))
})

describe('the operator’s mail', () => {
  const from = { HOURGLASS_SMTP_FROM: 'Hourglass <noreply@example.com>', HOURGLASS_SMTP_HOST: 'smtp.example.com' }

  test('is STARTTLS on 587 unless told otherwise; 465 means TLS', () => {
    expect(readConfig({}).smtp).toEqual({ transport: null, allowPrivate: false })
    expect(readConfig(from).smtp.transport).toMatchObject({
      port: 587,
      security: 'starttls',
      fromAddress: 'noreply@example.com',
      fromName: 'Hourglass',
      trusted: true,
    })
    expect(readConfig({ ...from, HOURGLASS_SMTP_PORT: '465' }).smtp.transport).toMatchObject({ security: 'tls' })
    expect(readConfig({ ...from, HOURGLASS_SMTP_SECURITY: 'tls' }).smtp.transport).toMatchObject({ port: 465 })
  })

  test.each([
    ['a sender', { HOURGLASS_SMTP_HOST: 'smtp.example.com' }],
    ['an address', { ...from, HOURGLASS_SMTP_FROM: 'nobody' }],
    ['a port', { ...from, HOURGLASS_SMTP_PORT: '0' }],
    ['encryption for its password', { ...from, HOURGLASS_SMTP_SECURITY: 'none', HOURGLASS_SMTP_USER: 'me' }],
  ])('needs %s', (_what, settings) => expect(() => readConfig(settings)).toThrow(ConfigProblem))
})
