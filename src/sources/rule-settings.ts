import type { RuleSettings } from '../papers/lists/rule-edition.ts'
import type { SourceSpec } from '../source-spec.ts'

/** Settings that the rule for editions depends on; the table of settings has them under the same names. */
export interface RuleSettingNames {
  SOURCES: SourceSpec[]
  SITE_CURATOR?: string | undefined
  EDITION_TIMEZONE: string
  EDITION_CUTOFF: string
  EDITION_BY_RULE: number
}

/** A daily list is chosen by people elsewhere: it counts as a curator. */
export function ruleSettings(settings: RuleSettingNames): RuleSettings {
  const { SOURCES, SITE_CURATOR, EDITION_TIMEZONE, EDITION_CUTOFF, EDITION_BY_RULE } = settings
  return {
    timezone: EDITION_TIMEZONE,
    cutoff: EDITION_CUTOFF,
    size: EDITION_BY_RULE,
    categories: SOURCES.filter(({ source }) => source.startsWith('arxiv')).flatMap(({ parts }) => parts),
    hasCurator: SITE_CURATOR !== undefined || SOURCES.some(({ source }) => source === 'hf-daily'),
  }
}
