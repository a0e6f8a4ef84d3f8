import type { ListedPaper } from '../../papers/paper.ts'
import { dateOnly } from './date-text.ts'
import { abstractHtml } from './math.tsx'
import { OutsideLink } from './outside-link.tsx'
import { newestVersion } from './versions.ts'

/** What must be known before the title: the paper was withdrawn, or another version was asked for. */
export function PaperWarnings({
  paper,
  shownVersion,
}: {
  paper: ListedPaper
  shownVersion: number | undefined
}) {
  return (
    <>
      {paper.withdrawn && <Withdrawal paper={paper} />}
      {shownVersion !== undefined && <OtherVersion paper={paper} shownVersion={shownVersion} />}
    </>
  )
}

function Withdrawal({ paper }: { paper: ListedPaper }) {
  const at = paper.versions.findLast((version) => version.withdrawn)?.at
  return (
    <p class="warning">
      <strong>This paper was withdrawn{at && ` on ${dateOnly(at)}`}.</strong>{' '}
      {paper.comment && <span dangerouslySetInnerHTML={abstractHtml(paper.comment)} />}
    </p>
  )
}

function OtherVersion({ paper, shownVersion }: { paper: ListedPaper; shownVersion: number }) {
  const newest = newestVersion(paper)
  if (newest !== undefined && newest.number === shownVersion) return null
  return (
    <p class="warning">
      You asked for version {shownVersion}. This page shows the newest that is stored
      {newest && ` (version ${newest.number})`}.{' '}
      {paper.source === 'arxiv' && (
        <OutsideLink href={`https://arxiv.org/abs/${paper.id}v${shownVersion}`}>
          Read version {shownVersion} at arXiv
        </OutsideLink>
      )}
    </p>
  )
}
