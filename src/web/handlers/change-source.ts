import { NotFound } from '../../errors.ts'
import type { SourceName } from '../../source-spec.ts'
import { setPaused } from '../../sources/harvest/source-state.ts'
import { specsOfSettings } from '../../sources/harvest/sources-of-settings.ts'
import type { Ctx, WebDependencies } from '../environment.ts'
import { routes } from '../routes.ts'
import { requireMay } from './require-viewer.ts'

/** Has a source harvested now; the page of the source shows how it goes. */
export function runSource({ config, askForHarvest }: WebDependencies) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'run-sources')
    const source = configured(c, config)
    await askForHarvest(source)
    return c.redirect(routes.source(source), 303)
  }
}

/** Whether the schedule passes the source over. */
export function pauseSource({ db, config }: WebDependencies, paused: boolean) {
  return async (c: Ctx): Promise<Response> => {
    requireMay(c, 'run-sources')
    const source = configured(c, config)
    await setPaused(db, source, paused)
    return c.redirect(routes.source(source), 303)
  }
}

function configured(c: Ctx, config: WebDependencies['config']): SourceName {
  const spec = specsOfSettings(config).find(({ source }) => source === c.req.param('source'))
  if (spec) return spec.source
  throw new NotFound('SOURCES names no such source: only those that it names are harvested.')
}
