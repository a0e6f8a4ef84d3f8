import type { SubmissionRules } from '../../community/submissions/refusals.ts'
import type { Settings } from '../../config.ts'

export const submissionRules = (config: Settings): SubmissionRules => ({
  mode: config.SUBMISSIONS,
  oldestDays: config.SUBMISSION_OLDEST_DAYS,
  perDay: config.SUBMISSIONS_PER_DAY,
  timezone: config.EDITION_TIMEZONE,
  cutoff: config.EDITION_CUTOFF,
})
