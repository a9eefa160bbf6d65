import { Modal, Switch } from '@mantine/core'
import styles from './keys-help.module.css'
import { useRooms } from './room-links.tsx'
import { isMac, useSingleKeys } from './shortcuts.ts'
import { Say, useSay } from './words.tsx'

/** Every key that does something, and the switch for those who type by voice or hit keys by accident. */
export function KeysHelp({ onClose }: { onClose(): void }) {
  const say = useSay()
  const rooms = useRooms()
  const [on, setOn] = useSingleKeys()
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('keyboard.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <div className={styles.columns}>
        <Keys title={say('keyboard.everywhere')}>
          <Key keys={[isMac ? '⌘ K' : 'Ctrl K']} does={say('shell.find')} />
          <Key keys={['?']} does={say('keyboard.title')} />
          <Key keys={['Esc']} does={say('keyboard.close')} />
          <Key keys={['Tab']} does={say('keyboard.next')} />
        </Keys>
        <Keys title={say('keyboard.lists')}>
          <Key keys={['↑', '↓']} does={say('keyboard.move')} />
          <Key keys={['Enter']} does={say('keyboard.open')} />
          <Key keys={['x']} does={say('keyboard.select')} />
          <Key keys={['/']} does={say('keyboard.search')} />
        </Keys>
        <Keys title={say('keyboard.rooms')}>
          {rooms.map(({ id, key }) => (
            <Key key={id} keys={['g', key]} does={say(`room.${id}`)} />
          ))}
        </Keys>
      </div>
      <Switch
        mt={16}
        checked={on}
        onChange={(event) => setOn(event.currentTarget.checked)}
        label={say('keyboard.single')}
        description={say('keyboard.single.why')}
      />
      <p className="quiet small" style={{ marginTop: 12 }}>
        <Say id="keyboard.layout" />
      </p>
    </Modal>
  )
}

function Keys({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl className={styles.keys}>{children}</dl>
    </section>
  )
}

function Key({ keys, does }: { keys: readonly string[]; does: string }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  )
}
