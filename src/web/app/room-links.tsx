import { Link } from '@tanstack/react-router'
import { may } from '#core/permission.ts'
import { type Room, rooms } from './rooms.ts'
import { useWorkspace } from './session.ts'
import styles from './shell.module.css'
import { Say } from './words.tsx'

const groups: readonly Room['group'][] = ['look', 'work', 'capture', 'setup']

/** The rooms that one's role may see. */
export function useRooms(): readonly Room[] {
  const { role } = useWorkspace()
  return rooms.filter(({ permission }) => permission === null || may(role, permission))
}

export function RoomLinks() {
  const seen = useRooms()
  return (
    <div className={styles.rooms}>
      {groups.map((group) => (
        <ul key={group}>
          {seen
            .filter((room) => room.group === group)
            .map(({ id, to }) => (
              <li key={id}>
                <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
                  <Say id={`room.${id}`} />
                </Link>
              </li>
            ))}
        </ul>
      ))}
    </div>
  )
}
