import { expect, test } from 'vitest'
import { importKinds } from '#core/import/mapping.ts'
import { parseTarget } from '#core/import/targets.ts'
import { compileTimeReader } from '#core/import/time.ts'
import { dateFormats, fits, ownRoom, ruleOf, targetGroups, withColumn } from './mapping.ts'

test.each(importKinds)('every target offered for %s is one that the engine takes', (kind) => {
  for (const { targets } of targetGroups(kind)) {
    for (const target of targets) expect([target, 'error' in parseTarget(target, kind)]).toEqual([target, false])
  }
  // kinds without fields of one's own have no room for them
  const room = ownRoom(kind)
  if (room !== null) expect('error' in parseTarget(`${room}.anything`, kind)).toBe(false)
})

test('every date format offered can be read', () => {
  for (const format of dateFormats)
    expect([format, typeof compileTimeReader(format, 'UTC')]).toEqual([format, 'function'])
})

test('one column changes, the others stay; a mapping fits a file that has its columns', () => {
  const mapping = { kind: 'people' as const, columns: { Email: 'email', Name: 'traits.name' } }
  const changed = withColumn(mapping, 'name', { to: 'traits.company' })
  expect(changed.columns).toEqual({ Email: 'email', name: { to: 'traits.company' } })
  expect(ruleOf(changed, 'NAME')).toEqual({ to: 'traits.company' })
  expect(withColumn(mapping, 'Email', null).columns).toEqual({ Name: 'traits.name' })
  expect([fits(mapping, ['NAME', 'EMAIL', 'Other']), fits(mapping, ['Name'])]).toEqual([true, false])
})
