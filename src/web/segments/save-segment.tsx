import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Condition } from '#core/rule.ts'
import { useSay } from '../app/words.tsx'
import { NameDialog } from '../people/views-bar.tsx'
import { useUndo } from '../ui/undo.tsx'
import { segmentApi } from './segment-api.ts'

/** Saves a condition as a segment, and opens it. */
export function SaveSegment({ condition, close }: { condition: Condition; close(): void }) {
  const say = useSay()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { done, failed } = useUndo()
  const save = async (name: string) => {
    try {
      const { id } = await segmentApi.save({ name, condition })
      await client.invalidateQueries({ queryKey: ['segments'] })
      done(say('segment.saved', { name }))
      await navigate({ to: '/segments/$id', params: { id } })
    } catch (error) {
      failed(error)
    }
  }
  return <NameDialog title={say('segment.save')} name="" share={false} close={close} save={save} />
}
