import { SegmentedControl } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SpendAdded, SpendList } from '#contract/spend.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { useUndo } from '../ui/undo.tsx'
import { AddFile } from './add-file.tsx'
import { AddHand } from './add-hand.tsx'
import { spendApi } from './spend-api.ts'

/** Where money is entered: the export of a network, or by hand. */
export function AddSpend({ list }: { list: SpendList }) {
  const say = useSay()
  const workspace = useWorkspace()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const [way, setWay] = useState<'file' | 'hand'>('file')
  const again = () =>
    Promise.all(['spend', 'sources'].map((key) => client.invalidateQueries({ queryKey: [key, workspace.id] })))
  const added = ({ batch, rows }: SpendAdded) => {
    done(say('spend.done', { rows }), () => spendApi.undo(batch).then(again))
    void again()
  }
  return (
    <Section
      title={<Say id="spend.add" />}
      sub={<Say id={way === 'file' ? 'spend.add.file.about' : 'spend.add.hand.about'} />}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={say('spend.add')}
          value={way}
          onChange={(value) => setWay(value === 'hand' ? 'hand' : 'file')}
          data={[
            { value: 'file', label: say('spend.add.file') },
            { value: 'hand', label: say('spend.add.hand') },
          ]}
        />
      }
    >
      {way === 'file' ? (
        <AddFile list={list} onAdded={added} onFailed={failed} />
      ) : (
        <AddHand list={list} onAdded={added} onFailed={failed} />
      )}
    </Section>
  )
}
