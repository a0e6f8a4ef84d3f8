import type { ComponentChildren } from 'preact'
import { Layout } from './layout.tsx'
import { Problem } from './problem.tsx'
import type { Site } from './site.ts'

interface AccountPageProps {
  site: Site
  title: string
  /** Why what was sent is not done. */
  problem?: string | undefined
  children: ComponentChildren
}

/** A page about one's account: one column, what went wrong above the form. */
export function AccountPage({ site, title, problem, children }: AccountPageProps) {
  return (
    <Layout site={site} head={{ title, description: `${title}: ${site.name}.` }}>
      <div class="prose">
        <h1>{title}</h1>
        <Problem text={problem} />
        {children}
      </div>
    </Layout>
  )
}
