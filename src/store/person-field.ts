import type { OwnField } from '#contract/own-field.ts'
import { ownFieldsOf } from '#store/own-field.ts'
import type { Db } from '#store/rows.ts'

/** The fields that the team has defined for people, in the order in which they were defined. */
export function fieldsOf(db: Db, workspaceId: string): Promise<OwnField[]> {
  return ownFieldsOf(db, workspaceId, 'person_field')
}
