import { expect, test } from 'vitest'
import { readConfig } from '#server/config.ts'

test('without settings it listens on this machine only, on port 4400, with the embedded database', () => {
  const config = readConfig({})
  expect(config).toMatchObject({ port: 4400, host: '127.0.0.1', databaseUrl: null, trustProxy: false })
  expect(config.dataDir).toMatch(/\.hourglass$/)
})

test('an empty variable counts as not set', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}))
})

test.each([
  [{ PORT: 'http' }, 'PORT is a port number'],
  [{ PORT: '70000' }, 'PORT is a port number'],
  [{ PORT: '80.5' }, 'PORT is a whole number'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL looks like postgres://'],
  [{ HOURGLASS_LOG: 'loud' }, 'HOURGLASS_LOG is one of'],
  [{ HOURGLASS_URL: 'funnel' }, 'HOURGLASS_URL is the address people type'],
  [{ HOURGLASS_TRUST_PROXY: 'maybe' }, 'HOURGLASS_TRUST_PROXY is 1 or 0'],
  [{ HOURGLASS_SECRET: 'short' }, 'HOURGLASS_SECRET has 32 characters or more'],
])('%j is refused by name', (settings, sentence) => {
  expect(() => readConfig(settings)).toThrow(sentence)
})

test('every wrong setting is named at once, and no value is repeated', () => {
  try {
    readConfig({ PORT: 'x', HOURGLASS_SECRET: 'hunter2' })
    expect.unreachable()
  } catch (error) {
    expect((error as Error).message).toMatch(/PORT[^]*HOURGLASS_SECRET/)
    expect((error as Error).message).not.toContain('hunter2')
  }
})
