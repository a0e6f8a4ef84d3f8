import { counted } from '../../count-text.ts'
import { type Concern, concernsOf } from '../metrics/attention.ts'
import type { Overview } from '../metrics/overview.ts'
import { routes } from '../routes.ts'
import { Layout } from '../views/layout.tsx'
import { OverviewCharts } from '../views/overview-charts.tsx'
import { BackupFacts, DeliveryFacts, JobFacts, NodeTable, StoreFacts } from '../views/overview-tables.tsx'
import type { Site } from '../views/site.ts'
import { FreshnessTable } from '../views/source-tables.tsx'

export interface OverviewPageProps {
  site: Site
  overview: Overview
}

const otherPages = [
  { name: 'Editions', href: routes.adminEditions() },
  { name: 'Reports', href: routes.moderation() },
  { name: 'Claims', href: routes.adminClaims() },
  { name: 'People', href: routes.people() },
  { name: 'Mail', href: routes.mails() },
  { name: 'Digests', href: routes.digests() },
  { name: 'Channels', href: routes.channels() },
  { name: 'Bounces', href: routes.bounces() },
  { name: 'Webhooks', href: routes.webhooks() },
  { name: 'Sources', href: routes.sources() },
  { name: 'Metrics', href: routes.metrics() },
]

/** How the site runs, at a glance. For admins. */
export function OverviewPage({ site, overview }: OverviewPageProps) {
  const { now } = site
  const parts = { overview, now }
  const head = { title: 'How the site runs', description: `How ${site.name} runs.` }
  return (
    <Layout site={site} head={head}>
      <div class="sources overview">
        <h1 class="page-title">How the site runs</h1>
        <nav aria-label="Pages for admins">
          <ul class="chart-spans">
            {otherPages.map(({ name, href }) => (
              <li key={href}>
                <a href={href}>{name}</a>
              </li>
            ))}
          </ul>
        </nav>
        <Concerns concerns={concernsOf(overview, now)} />
        <OverviewCharts history={overview.history} hours={overview.hours} />
        <h2 id="nodes">Nodes</h2>
        <NodeTable {...parts} />
        <h2 id="sources">Sources</h2>
        {overview.sources.length > 0 ? (
          <FreshnessTable sources={overview.sources} now={now} />
        ) : (
          <p>Nothing is harvested: SOURCES is empty.</p>
        )}
        <h2 id="jobs">Jobs</h2>
        <JobFacts {...parts} />
        <h2 id="store">Store and search</h2>
        <StoreFacts overview={overview} />
        <h2 id="backups">Backups</h2>
        <BackupFacts {...parts} />
        <h2 id="deliveries">What is sent</h2>
        <DeliveryFacts overview={overview} />
        <p class="overview-end quiet">
          Version {overview.version}. Times are UTC. Numbers of the store are some seconds old, at most five
          minutes.
        </p>
      </div>
    </Layout>
  )
}

function Concerns({ concerns }: { concerns: readonly Concern[] }) {
  if (concerns.length === 0) return <p class="all-well">All is well.</p>
  return (
    <section class="concerns" aria-labelledby="concerns">
      <h2 id="concerns">{counted(concerns.length, 'thing')} to look at</h2>
      <ul>
        {concerns.map(({ says, href }) => (
          <li key={says}>{href === undefined ? says : <a href={href}>{says}</a>}</li>
        ))}
      </ul>
    </section>
  )
}
