import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSay } from '../app/words.tsx'
import { useUndo } from '../ui/undo.tsx'
import { type StepInput, suspectApi } from './suspect-api.ts'

/** What colleagues do with people on lists, each with a way back where there is one. */
export function useSuspectDeeds(onDone: () => void) {
  const say = useSay()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const refresh = () =>
    Promise.all(
      ['suspects', 'exclusions', 'person', 'people'].map((key) => client.invalidateQueries({ queryKey: [key] })),
    )
  const step = useMutation({
    mutationFn: (input: StepInput) => suspectApi.step(input),
    onSuccess: ({ bulk, changed, there, unknown, noAddress }) => {
      const said = [
        say('suspects.done.step', { changed, there }),
        ...(unknown > 0 ? [say('suspects.done.unknown', { unknown })] : []),
        ...(noAddress > 0 ? [say('suspects.done.noAddress', { count: noAddress })] : []),
      ].join(' ')
      done(said, bulk === null ? undefined : () => suspectApi.undo(bulk).then(refresh))
      onDone()
      return refresh()
    },
    onError: failed,
  })
  const remove = useMutation({
    mutationFn: ({ listId, people }: { listId: string; people: readonly string[] }) =>
      suspectApi.remove(listId, people),
    onSuccess: ({ removed }) => {
      done(say('suspects.done.removed', { removed }))
      onDone()
      return refresh()
    },
    onError: failed,
  })
  const leave = useMutation({
    mutationFn: ({ people, reason }: { people: readonly string[]; reason: string }) =>
      suspectApi.exclude({ kind: 'do_not_contact', personIds: [...people], reason }),
    onSuccess: ({ ids, there }) => {
      const undo = () => suspectApi.readmit(ids).then(refresh)
      done(say('excluded.added', { added: ids.length, there }), ids.length > 0 ? undo : undefined)
      onDone()
      return refresh()
    },
    onError: failed,
  })
  return { step, remove, leave, refresh }
}
