import { expect, test } from 'vitest'
import { permissions, roles } from '#core/permission.ts'
import { wholeCatalog } from '../catalogs/whole.ts'
import { permissionGroups } from './permission-groups.ts'

const words = Object.keys(wholeCatalog('en'))

test('every permission of the table has a name (permission.<name> in team.json) for the table of roles and for API keys', () => {
  const names = permissions.map((permission) => `permission.${permission.replaceAll('.', '_')}`)
  expect(names.filter((name) => !words.includes(name))).toEqual([])
})

test('every permission stands in one group, and none is left over', () => {
  const groups = permissionGroups(permissions)
  expect(groups.flatMap(({ rows }) => rows).toSorted()).toEqual(permissions.toSorted())
  expect(groups.find(({ group }) => group === 'other')?.rows ?? []).toEqual([])
})

test('every role is told in a sentence', () => {
  expect(roles.filter((role) => !words.includes(`team.about.${role}`))).toEqual([])
})
