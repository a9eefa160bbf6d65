import { listPipelineDeals } from '#actions/pipeline-deal-list.ts'
import { readLikely } from '#actions/pipeline-likely-read.ts'
import { readPipelineMetrics } from '#actions/pipeline-metric-read.ts'
import { listPipelineProperties } from '#actions/pipeline-properties.ts'
import { readPipelineStages } from '#actions/pipeline-stage-read.ts'
import { readQuotas } from '#actions/quota-read.ts'
import { setQuota } from '#actions/quota-set.ts'
import { readSizing } from '#actions/sizing-read.ts'
import { readVelocity } from '#actions/velocity-read.ts'
import type { VerbRoute } from '../verbs.ts'

/** The numbers of pipelines. */
export const pipelineVerbs: readonly VerbRoute[] = [
  { method: 'GET', path: '/api/pipeline/metrics', verb: readPipelineMetrics },
  { method: 'GET', path: '/api/pipeline/stages', verb: readPipelineStages },
  { method: 'GET', path: '/api/pipeline/velocity', verb: readVelocity },
  { method: 'GET', path: '/api/pipeline/likely', verb: readLikely },
  { method: 'GET', path: '/api/pipeline/sizing', verb: readSizing },
  { method: 'GET', path: '/api/pipeline/deals', verb: listPipelineDeals },
  { method: 'GET', path: '/api/pipeline/properties', verb: listPipelineProperties },
  { method: 'GET', path: '/api/quotas', verb: readQuotas },
  { method: 'POST', path: '/api/quotas', verb: setQuota },
]
