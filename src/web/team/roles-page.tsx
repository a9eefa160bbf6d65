import { Link } from '@tanstack/react-router'
import { may, type Permission, permissions, roles } from '#core/permission.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { ScrollX } from '../ui/scroll-x.tsx'
import { permissionGroups } from './permission-groups.ts'
import { usePermissionName } from './permission-name.ts'
import styles from './team.module.css'

const holders = [...roles, 'secret_key', 'public_key'] as const

/** Who may do what: the very table by which the server decides. */
export function RolesPage() {
  const say = useSay()
  const { role } = useWorkspace()
  const mine = permissions.filter((permission) => may(role, permission)).length
  return (
    <Page title={say('roles.title')}>
      <PageHead
        title={<Say id="roles.title" />}
        sentence={<Say id="roles.lead" values={{ role: say(`role.${role}`), mine, all: permissions.length }} />}
        actions={
          <Link to="/settings/team" className="link">
            <Say id="roles.toTeam" />
          </Link>
        }
      />
      <Section title={<Say id="roles.who" />}>
        <dl className={styles.facts}>
          {roles.map((one) => (
            <div key={one}>
              <dt>{say(`role.${one}`)}</dt>
              <dd>
                <Say id={`team.about.${one}`} />
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={<Say id="roles.table" />} sub={<Say id="roles.table.about" />}>
        <Matrix />
      </Section>
    </Page>
  )
}

function Matrix() {
  const say = useSay()
  const { role } = useWorkspace()
  const groups = permissionGroups(permissions)
  return (
    <ScrollX label={say('roles.table')}>
      <table className={`table ${styles.matrix}`}>
        <thead>
          <tr>
            <th scope="col">
              <Say id="roles.permission" />
            </th>
            {holders.map((holder) => (
              <th key={holder} scope="col" className={holder === role ? styles.mine : ''}>
                {say(`role.${holder}`)}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ group, rows }) => (
          <tbody key={group}>
            <tr className={styles.group}>
              <th scope="colgroup" colSpan={holders.length + 1}>
                {say(`permissionGroup.${group}`)}
              </th>
            </tr>
            {rows.map((permission) => (
              <Row key={permission} permission={permission} />
            ))}
          </tbody>
        ))}
      </table>
    </ScrollX>
  )
}

function Row({ permission }: { permission: Permission }) {
  const say = useSay()
  const permissionName = usePermissionName()
  const { role } = useWorkspace()
  return (
    <tr>
      <th scope="row">{permissionName(permission)}</th>
      {holders.map((holder) => {
        const allowed = may(holder, permission)
        return (
          <td key={holder} className={holder === role ? styles.mine : ''}>
            <span className={allowed ? styles.yes : styles.no} aria-hidden="true">
              {allowed ? '✓' : '–'}
            </span>
            <span className="hidden">{say(allowed ? 'roles.yes' : 'roles.no')}</span>
          </td>
        )
      })}
    </tr>
  )
}
