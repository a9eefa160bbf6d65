import { Say } from '../app/words.tsx'

/** A person by name, else by mail address, else as somebody not known yet. */
export function PersonName({ name, email }: { name: string | null; email: string | null }) {
  if (name !== null && name !== '') return <bdi>{name}</bdi>
  if (email !== null) return <bdi>{email}</bdi>
  return (
    <span className="quiet" style={{ fontWeight: 400 }}>
      <Say id="person.unknown" />
    </span>
  )
}
