import type { Permission } from '#core/permission.ts'

export const groupNames = ['people', 'deals', 'reports', 'data', 'rules', 'workspace', 'team', 'other'] as const
export type PermissionGroup = (typeof groupNames)[number]

/** The group of each feature: the first word of a permission. A new feature stands among the others until it is put. */
const groupOf: Readonly<Record<string, PermissionGroup>> = {
  person: 'people',
  account: 'people',
  effect: 'people',
  note: 'people',
  field: 'people',
  segment: 'people',
  view: 'people',
  consent: 'people',
  erasure: 'people',
  retention: 'people',
  suspect: 'people',
  audience: 'people',
  deal: 'deals',
  meeting: 'deals',
  proposal: 'deals',
  pipeline: 'deals',
  task: 'deals',
  touch: 'deals',
  handoff: 'deals',
  routing: 'deals',
  review: 'deals',
  home: 'reports',
  funnel: 'reports',
  target: 'reports',
  source: 'reports',
  channel: 'reports',
  spend: 'reports',
  gtm: 'reports',
  capture: 'data',
  event: 'data',
  fact: 'data',
  set_aside: 'data',
  import: 'data',
  content: 'data',
  blueprint: 'rules',
  icp: 'rules',
  phrase: 'rules',
  workspace: 'workspace',
  key: 'workspace',
  mail: 'workspace',
  live: 'workspace',
  notification: 'workspace',
  guide: 'workspace',
  member: 'team',
  audit: 'team',
  api_key: 'team',
}

/** The permissions by group, each group in the order of the table; groups without any are left out. */
export function permissionGroups(all: readonly Permission[]): { group: PermissionGroup; rows: Permission[] }[] {
  return groupNames
    .map((group) => ({ group, rows: all.filter((one) => (groupOf[one.split('.')[0] ?? ''] ?? 'other') === group) }))
    .filter(({ rows }) => rows.length > 0)
}
