import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { list } from 'isbot'
import { expect, test } from 'vitest'
import * as channelLists from '#core/channel-lists.ts'
import * as agentLists from '#core/classify/lists.ts'
import * as mailLists from '#core/mail-lists.ts'

const versions = createRequire(import.meta.url)('../package.json') as { dependencies: Record<string, string> }

test('a change of any list raises LISTS_VERSION: stored verdicts name the lists they rest on', () => {
  const { LISTS_VERSION, ...agents } = agentLists
  const content = [
    Object.entries(agents).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
    Object.entries(channelLists).map(([name, value]) => [name, [...value]]),
    Object.entries(mailLists).map(([name, value]) => [name, [...value]]),
    list,
    ['email-providers', 'disposable-email-domains-js', 'tldts'].map((name) => versions.dependencies[name]),
  ]
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16)
  // when this fails: raise LISTS_VERSION and put the new pair here
  expect({ version: LISTS_VERSION, hash }).toEqual({ version: 3, hash: 'b04bebe066a5146a' })
})
