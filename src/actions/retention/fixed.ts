import { fileDays } from '#actions/audience/file.ts'
import { requestDays } from '#actions/consent/forget.ts'
import { notificationDays } from '#actions/notify-feed.ts'
import { retentionBounds } from '#core/retention/rule.ts'

/** Periods that hold for every workspace of this server, in days. */
export const fixedPeriods: { what: 'mail' | 'notification' | 'request' | 'audience_file'; days: number }[] = [
  { what: 'mail', days: retentionBounds.mail.most },
  { what: 'notification', days: notificationDays },
  { what: 'request', days: requestDays },
  { what: 'audience_file', days: fileDays },
]
