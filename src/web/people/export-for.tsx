import { Button, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { purposesQuery } from '../consent/consent-api.ts'

/** Takes out only those whom a purpose may reach now: consent, the suppression list, do-not-contact. */
export function ExportFor({ download }: { download(purpose: string): void }) {
  const format = useFormat()
  const workspace = useWorkspace()
  const may = useMay('consent.read')
  const { data } = useQuery({ ...purposesQuery(workspace.id), enabled: may })
  const purposes = data?.purposes.filter(({ retired, channel }) => !retired && channel !== 'site') ?? []
  if (purposes.length === 0) return null
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" size="xs">
          <Say id="people.reach" /> <span aria-hidden="true">&nbsp;▾</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Say id="people.reach.about" />
        </Menu.Label>
        {purposes.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => download(id)}>
            {format.text(name)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
