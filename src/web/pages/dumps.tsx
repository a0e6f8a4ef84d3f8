import { counted, exactCount, sizeOf } from '../../count-text.ts'
import { CHECKSUMS, MANIFEST } from '../../dumps/dump-format.ts'
import { bytesOf, KEPT_DUMPS, type StoredDump } from '../../dumps/stored-dumps.ts'
import { routes } from '../routes.ts'
import { fullDate, longDay } from '../views/date-text.ts'
import { FoldTable } from '../views/fold-table.tsx'
import { Layout } from '../views/layout.tsx'
import type { DumpsPageProps } from './page-props.ts'

const holds: Record<string, string> = {
  'papers.jsonl.zst': 'papers: titles, abstracts, authors, dates, links, and the days they were listed',
  'editions.jsonl.zst': 'places on the lists of days, in the order of the lists',
  'votes.jsonl.zst': 'counts of upvotes by paper and day; who voted is nowhere',
  'aliases.jsonl.zst': 'ids that lead to another id, because both are one paper',
}

/** Everything public as files. */
export function DumpsPage({ site, dumps, isMade }: DumpsPageProps) {
  const [newest, ...older] = dumps
  const head = {
    title: 'Dumps',
    description: `All papers, editions and counts of upvotes of ${site.name} as files, made each day.`,
    path: routes.dumps(),
  }
  return (
    <Layout site={site} head={head} section="about">
      <div class="prose sources">
        <h1>Dumps</h1>
        <p>
          All papers, editions and counts of upvotes as JSON Lines: one object a line, packed with zstd.
          Nothing in them tells of members or of who submitted a paper.
        </p>
        {newest ? <Newest dump={newest} /> : <NoDump isMade={isMade} />}
        {older.length > 0 && <Older dumps={older} />}
        {newest && <HowToUse publicUrl={site.publicUrl} />}
        <Licences />
      </div>
    </Layout>
  )
}

function NoDump({ isMade }: { isMade: boolean }) {
  if (isMade) return <p>The first one is made tonight, at 02:20 UTC.</p>
  return (
    <p>
      This server makes none. Whoever runs it can set <code>DUMPS=on</code>, or write one with{' '}
      <code>broadsheet dump FOLDER</code>. Where several servers share the work, ask the one that makes them.
    </p>
  )
}

function Newest({ dump: { day, manifest } }: { dump: StoredDump }) {
  const rows = manifest.files.map(({ name, lines, bytes }) => ({
    key: name,
    head: (
      <>
        <a href={routes.dumpFile(day, name)} download>
          {name}
        </a>
        <span class="asked-for">{holds[name]}</span>
      </>
    ),
    cells: [exactCount(lines), sizeOf(bytes).replace(' ', '\u00a0')],
  }))
  const columns = [{ name: 'File' }, { name: 'Lines', isNumber: true }, { name: 'Size', isNumber: true }]
  return (
    <section>
      <h2>{longDay(day)}</h2>
      <FoldTable caption={`Files of the dump of ${longDay(day)}`} columns={columns} rows={rows} />
      <p>
        The store as it was on <time dateTime={manifest.made}>{fullDate(manifest.made)}</time>. Checksums:{' '}
        <a href={routes.dumpFile(day, CHECKSUMS)}>{CHECKSUMS}</a>; for programs:{' '}
        <a href={routes.dumpFile(day, MANIFEST)}>{MANIFEST}</a>.
      </p>
    </section>
  )
}

function Older({ dumps }: { dumps: readonly StoredDump[] }) {
  return (
    <section>
      <h2>Earlier days</h2>
      <p>The newest {KEPT_DUMPS} are kept.</p>
      <ul>
        {dumps.map(({ day, manifest }) => (
          <li key={day}>
            {longDay(day)}: {counted(manifest.files[0]?.lines ?? 0, 'paper')}, {sizeOf(bytesOf(manifest))}{' '}
            {manifest.files.map(({ name }) => (
              <span key={name}>
                {' · '}
                <a href={routes.dumpFile(day, name)} download>
                  {name.slice(0, name.indexOf('.'))}
                </a>
              </span>
            ))}
            {' · '}
            <a href={routes.dumpFile(day, CHECKSUMS)}>checksums</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function HowToUse({ publicUrl }: { publicUrl: string }) {
  const papers = `${publicUrl}${routes.dumpFile('latest', 'papers.jsonl.zst')}`
  return (
    <section>
      <h2>How to use them</h2>
      <p>
        <code>latest</code> in an address leads to the newest dump, and a download that broke off can be taken
        up again:
      </p>
      <pre>
        <code>{`curl -L -C - -O ${papers}\nzstd -dc papers.jsonl.zst | head -n 1`}</code>
      </pre>
      <p>
        <code>broadsheet import papers.jsonl.zst</code> makes the same papers and editions on another site.
      </p>
    </section>
  )
}

/** https://info.arxiv.org/help/license/, section on metadata. */
function Licences() {
  return (
    <section>
      <h2>Whose words these are</h2>
      <p>
        arXiv gives the metadata of its papers, abstracts included, to everybody (CC0). Those of the ACL
        Anthology are CC BY 4.0 since 2016, CC BY-NC-SA 3.0 before; those of OpenAlex are CC0. Abstracts of
        other sources belong to their authors or publishers; where a paper’s licence is known, it stands in{' '}
        <code>licence</code>. The order of the lists and the counts may be used freely.
      </p>
    </section>
  )
}
