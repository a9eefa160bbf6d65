import { describe, expect, test } from 'vitest'
import { may, permissions, roles } from '#core/permission.ts'

describe('permissions', () => {
  test('an admin may do everything that a member can', () => {
    expect(permissions.filter((permission) => !may('admin', permission))).toEqual([])
  })

  test('a viewer only looks, and changes nothing but their own notices and views', () => {
    const allowed = permissions.filter((permission) => may('viewer', permission))
    const changes = allowed.filter((permission) => !/\.(read|list)$/.test(permission))
    expect(changes.toSorted()).toEqual(['notification.change', 'view.save'])
    expect(allowed).toContain('funnel.read')
  })

  test('a public key sends behaviour and nothing else', () => {
    expect(permissions.filter((permission) => may('public_key', permission))).toEqual(['event.send'])
  })

  test('a secret key never reads people', () => {
    expect(may('secret_key', 'person.list')).toBe(false)
    expect(may('secret_key', 'person.read')).toBe(false)
    expect(may('secret_key', 'funnel.read')).toBe(true)
  })

  test('only an admin changes keys, members and the workspace', () => {
    for (const permission of ['key.create', 'key.revoke', 'member.change', 'workspace.update'] as const)
      expect(roles.filter((role) => may(role, permission))).toEqual(['admin'])
  })
})
