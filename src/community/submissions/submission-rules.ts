import type { SubmissionRules } from './refusals.ts'

/** Settings that submissions depend on; the table of settings has them under the same names. */
export interface SubmissionSettings {
  SUBMISSIONS: SubmissionRules['mode']
  SUBMISSION_OLDEST_DAYS: number
  SUBMISSIONS_PER_DAY: number
  EDITION_TIMEZONE: string
  EDITION_CUTOFF: string
}

export const submissionRules = (settings: SubmissionSettings): SubmissionRules => ({
  mode: settings.SUBMISSIONS,
  oldestDays: settings.SUBMISSION_OLDEST_DAYS,
  perDay: settings.SUBMISSIONS_PER_DAY,
  timezone: settings.EDITION_TIMEZONE,
  cutoff: settings.EDITION_CUTOFF,
})
