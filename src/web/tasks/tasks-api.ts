import type { HandoffAnswered, HandoffList, MemberHolds, RoutingDocument, RoutingRuleRow } from '#contract/handoff.ts'
import type {
  TaskBefore,
  TaskList,
  TaskQueue,
  TaskWritten,
  TouchContext,
  TouchDone,
  UntouchedList,
} from '#contract/task.ts'
import type { TaskKind } from '#core/task/task.ts'
import { get, post, type Query } from '../app/api.ts'

const at = (id: string): string => encodeURIComponent(id)

/** What is set of a task; days and times of day in the workspace's zone. */
export interface TaskValues {
  kind: TaskKind
  title: string
  note: string | null
  dueDay: string
  dueTime: string | null
  promised: boolean
  assigneeId: string | null
}

export interface TouchValues {
  kind: 'call' | 'mail' | 'meeting'
  outcome: string
  personId?: string
  dealId?: string
  note?: string
  taskId?: string
  next?: {
    kind: TaskKind
    title?: string
    dueDay: string
    dueTime?: string | null
    promised?: boolean
    attempt?: number
  }
}

export type FollowUpValues = RoutingDocument['followUp']
export type RuleValues = Omit<RoutingRuleRow, 'id' | 'nextTurn'> & { id?: string }

export const tasksApi = {
  queue: (query: Query, signal?: AbortSignal) => get<TaskQueue>('/api/tasks/today', query, signal),
  list: (query: Query, signal?: AbortSignal) => get<TaskList>('/api/tasks', query, signal),
  create: (body: Partial<TaskValues> & { kind: TaskKind; personId?: string; dealId?: string; accountId?: string }) =>
    post<TaskWritten>('/api/tasks', body),
  change: (id: string, body: Partial<TaskValues> & { revision: number }) =>
    post<TaskWritten>(`/api/tasks/${at(id)}/change`, body),
  snooze: (id: string, body: { days: number } | { until: string }) =>
    post<TaskWritten>(`/api/tasks/${at(id)}/snooze`, body),
  done: (id: string, dropped = false) => post<TaskWritten>(`/api/tasks/${at(id)}/done`, { dropped }),
  undo: (id: string, body: { revision: number; before: TaskBefore | null }) =>
    post<TaskWritten>(`/api/tasks/${at(id)}/undo`, body),
  context: (query: Query, signal?: AbortSignal) => get<TouchContext>('/api/touches/context', query, signal),
  log: (body: TouchValues) => post<TouchDone>('/api/touches', body),
  undoLog: (id: string) => post<{ id: string }>(`/api/touches/${at(id)}/undo`, {}),
  never: (query: Query, signal?: AbortSignal) => get<UntouchedList>('/api/untouched', query, signal),
  handoffs: (query: Query, signal?: AbortSignal) => get<HandoffList>('/api/handoffs', query, signal),
  accept: (id: string, as: 'work' | 'qualify') => post<HandoffAnswered>(`/api/handoffs/${at(id)}/accept`, { as }),
  giveBack: (id: string, body: { reason: string; note?: string }) =>
    post<HandoffAnswered>(`/api/handoffs/${at(id)}/return`, body),
  pass: (id: string, to: string | null) => post<HandoffAnswered>(`/api/handoffs/${at(id)}/assign`, { to }),
  undoAnswer: (id: string) => post<HandoffAnswered>(`/api/handoffs/${at(id)}/undo`, {}),
  routing: (signal?: AbortSignal) => get<RoutingDocument>('/api/routing', {}, signal),
  saveRules: (rules: RuleValues[]) => post<RoutingDocument>('/api/routing', { rules }),
  saveFollowUp: (body: FollowUpValues) => post<RoutingDocument>('/api/follow-up', body),
  holds: (userId: string, signal?: AbortSignal) =>
    get<MemberHolds>(`/api/team/members/${at(userId)}/holds`, {}, signal),
}
