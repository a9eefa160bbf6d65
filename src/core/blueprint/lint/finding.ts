/** `error`: it cannot be applied. `warning`: it can, and probably should not. `note`: worth knowing. */
export type Severity = 'error' | 'warning' | 'note'

export type LintCode =
  | 'duplicate_id'
  | 'unknown_reference'
  | 'no_stages'
  | 'too_many_stages'
  | 'lifecycle_not_of_people'
  | 'unreachable_stage'
  | 'missing_exit'
  | 'divert_leads_nowhere'
  | 'back_always'
  | 'back_forward'
  | 'mql_without_consent'
  | 'mql_without_fit'
  | 'mql_equals_sql'
  | 'subscribers_called_leads'
  | 'nobody_may_contact'
  | 'threshold_out_of_reach'
  | 'bad_points'
  | 'grid_out_of_order'
  | 'journey_reads_scores'
  | 'scores_read_scores'
  | 'models_read_each_other'
  | 'not_a_fact'
  | 'pass_out_of_place'
  | 'event_out_of_place'
  | 'unknown_field'
  | 'field_nobody_sets'
  | 'unknown_event'
  | 'bad_duration'
  | 'bad_count'
  | 'never_true'
  | 'slow_condition'
  | 'bad_title'

export interface Finding {
  code: LintCode
  severity: Severity
  /** where, as `models[0].stages[3].entry` */
  path: string
  /** what is wrong and what to do, in one or two English sentences; screens translate by code */
  message: string
}

export type Report = (code: LintCode, severity: Severity, path: string, message: string) => void
