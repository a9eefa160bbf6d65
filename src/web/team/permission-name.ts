import { useWordFor } from '../app/words.tsx'

/** What a permission is called; one without a name is shown as the table calls it. */
export function usePermissionName(): (permission: string) => string {
  const wordFor = useWordFor()
  return (permission) => {
    const code = permission.replaceAll('.', '_')
    const name = wordFor('permission', code)
    return name === code ? permission : name
  }
}
