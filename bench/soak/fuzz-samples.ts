// One whole answer of each source, of one or two records. Made up here; none is anybody's.

export const arxivRaw = `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-03-04T06:00:00Z</responseDate>
<request verb="ListRecords">https://source.example/oai</request><ListRecords><record><header>
<identifier>oai:arXiv.org:2603.00001</identifier><datestamp>2026-03-04</datestamp><setSpec>cs:cs:AI</setSpec></header>
<metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>2603.00001</id><submitter>Ada One</submitter>
<version version="v1"><date>Mon, 2 Mar 2026 10:00:00 GMT</date><size>12kb</size><source_type>D</source_type></version>
<version version="v2"><date>Tue, 3 Mar 2026 10:00:00 GMT</date><size>13kb</size><source_type>I</source_type></version>
<title>On $O(n^2)$ &amp; more</title><authors>Ada One (Lab (X), Town), Bo M\\"uller and Cy Two, Jr., for the Team</authors>
<categories>cs.AI cs.CL 68T50</categories><comments>12 pages</comments><journal-ref>J. Ex. 1 (2026)</journal-ref>
<doi>10.1000/one 10.1000/two</doi><license>http://creativecommons.org/licenses/by/4.0/</license>
<abstract>  One \\emph{two}.
  Three &lt; four.
</abstract></arXivRaw></metadata></record>
<record><header status="deleted"><identifier>oai:arXiv.org:2603.00002</identifier></header></record>
<resumptionToken completeListSize="9" cursor="0">77|2</resumptionToken></ListRecords></OAI-PMH>`

export const dublinCore = `<OAI-PMH><responseDate>2026-03-04T06:00:00Z</responseDate><ListRecords><record><header>
<identifier>oai:arXiv.org:math/0306266</identifier><setSpec>math:math:CO</setSpec></header><metadata>
<oai_dc:dc xmlns:oai_dc="x" xmlns:dc="y"><dc:title>A title</dc:title><dc:creator>One, Ada</dc:creator>
<dc:creator>Two, Jr., Bo</dc:creator><dc:subject>Mathematics</dc:subject><dc:description>Text.</dc:description>
<dc:description>Comment: 7 pages</dc:description><dc:date>2003-06-18</dc:date><dc:date>2004-01-02</dc:date>
<dc:identifier>http://arxiv.org/abs/math/0306266</dc:identifier><dc:identifier>J. Ex. 14 (2005)</dc:identifier>
<dc:identifier>doi:10.1000/S1</dc:identifier></oai_dc:dc></metadata></record></ListRecords></OAI-PMH>`

export const oaiError = `<OAI-PMH><responseDate>2026-03-04T06:00:00Z</responseDate>
<error code="noRecordsMatch">Nothing changed</error></OAI-PMH>`

export const arxivAtom = `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="x" xmlns:arxiv="y" xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/x</id>
<title>arXiv Query</title><updated>2026-03-04T06:00:00Z</updated><opensearch:itemsPerPage>1</opensearch:itemsPerPage>
<opensearch:totalResults>2</opensearch:totalResults><opensearch:startIndex>0</opensearch:startIndex>
<entry><id>http://arxiv.org/abs/2603.00001v2</id><title>A
  title</title><updated>2026-03-03T10:00:00Z</updated><link href="https://arxiv.org/abs/2603.00001v2"/>
<summary>One. Two.</summary><category term="cs.AI"/><category term="68T50"/><published>2026-03-02T10:00:00Z</published>
<arxiv:comment>12 pages</arxiv:comment><arxiv:primary_category term="cs.CL"/><arxiv:doi>10.1000/one</arxiv:doi>
<arxiv:journal_ref>J. Ex.</arxiv:journal_ref><author><name>Ada One</name></author></entry></feed>`

const heading = 'arXiv:2603.00001v1 Announce Type: new \nAbstract: '

export const feedAtom = `<feed><title>cs.AI</title><updated>2026-03-04T05:00:10.1+00:00</updated><entry>
<id>oai:arXiv.org:2603.00001v1</id><title>A title</title><summary>${heading}One.</summary><category term="cs.AI"/>
<published>2026-03-04T00:00:00-05:00</published><arxiv:announce_type>new</arxiv:announce_type>
<dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights><dc:creator>Ada One, Bo Two</dc:creator></entry></feed>`

export const feedRss = `<rss version="2.0"><channel><title>cs.AI</title><pubDate>Wed, 04 Mar 2026 00:00:00 -0500</pubDate>
<item><title>A title</title><link>https://arxiv.org/abs/2603.00001</link><description>${heading}One.</description>
<guid isPermaLink="false">oai:arXiv.org:2603.00001v1</guid><category>cs.AI</category>
<pubDate>Wed, 04 Mar 2026 00:00:00 -0500</pubDate><arxiv:announce_type>cross</arxiv:announce_type>
<arxiv:DOI>10.1000/one</arxiv:DOI><dc:creator>Ada One, Bo Two</dc:creator></item></channel></rss>`

export const anthology = `<collection id="2025.example"><volume id="long" ingest-date="2025-06-01"><meta>
<booktitle>Proceedings of <fixed-case>E</fixed-case>xamples</booktitle><month>July</month><year>2025</year></meta>
<frontmatter><url>2025.example-long.0</url></frontmatter><paper id="7"><title>On <tex-math>n^2</tex-math> <b>words</b></title>
<author id="ada"><first>Ada</first><last>One</last><affiliation>Lab</affiliation></author><author><last>Bo</last></author>
<abstract>One <tex-math>\\alpha</tex-math>.</abstract><doi>10.18653/v1/2025.example-long.7</doi>
<revision id="2" href="x" date="2025-08-01">Better.</revision><award>Best Paper</award>
<pwccode url="https://github.com/example/code" additional="false">code</pwccode></paper></volume></collection>`

const person = {
  _id: 'ad'.repeat(12),
  user: 'ada',
  fullname: 'Ada One',
  avatarUrl: '/avatars/x.svg',
  isPro: false,
  type: 'user',
}

export const hfPaper = {
  id: '2603.00001',
  authors: [
    {
      _id: 'be'.repeat(12),
      name: 'Ada One',
      hidden: false,
      status: 'claimed_verified',
      statusLastChangedAt: '2026-03-02T09:00:00.000Z',
      user: person,
    },
  ],
  publishedAt: '2026-03-01T17:00:00.000Z',
  submittedOnDailyAt: '2026-03-02T01:58:28.190Z',
  submittedOnDailyBy: person,
  title: 'A title\nof two lines',
  summary: 'One. Two.',
  upvotes: 53,
  discussionId: 'd'.repeat(24),
  projectPage: 'https://example.org/project',
  githubRepo: ' https://github.com/example/code',
  githubStars: 7,
  ai_summary: 'A sentence.',
  ai_keywords: ['one'],
  organization: { _id: 'c'.repeat(24), name: 'example', fullname: 'Example' },
}

export const hfItem = {
  paper: hfPaper,
  publishedAt: '2026-03-01T12:00:00.000Z',
  title: 'A title',
  summary: 'One.',
  thumbnail: 'https://example.org/x.png',
  mediaUrls: ['https://example.org/x.mp4'],
  numComments: 2,
  submittedBy: { ...person, name: 'ada', followerCount: 3 },
  isAuthorParticipating: true,
}

export const biorxiv = {
  messages: [{ status: 'ok', cursor: '0', count: 1, total: '2' }],
  collection: [
    {
      title: 'A title',
      authors: 'One, A. B.; Two, C.',
      doi: '10.64898/2026.03.01.100001',
      date: '2026-03-02',
      version: '1',
      type: 'new results',
      license: 'cc_by',
      category: 'Cell Biology',
      abstract: 'One.',
      published: '10.1000/one',
      server: 'bioRxiv',
    },
  ],
}

export const openreview = {
  notes: [
    {
      id: 'note1',
      forum: 'AbC_1-x',
      content: {
        title: { value: 'A title' },
        abstract: { value: 'One.' },
        authors: { value: ['Ada One', 'Bo Two'] },
        keywords: { value: ['one'] },
        venue: { value: 'EX 2025 poster' },
        venueid: { value: 'EX.cc/2025/Conference' },
        pdf: { value: '/pdf/x.pdf' },
      },
      cdate: 1_737_367_200_000,
      odate: 1_746_093_600_000,
      mdate: 1_751_364_000_000,
    },
  ],
  count: 1,
}

export const openalex = {
  results: [
    {
      id: 'https://openalex.org/W1',
      doi: 'https://doi.org/10.1000/abc',
      title: 'A title',
      publication_year: 2025,
      publication_date: '2025-04-02',
      primary_location: {
        landing_page_url: 'https://doi.org/10.1000/abc',
        source: { display_name: 'J. of Examples', type: 'journal' },
      },
      best_oa_location: { pdf_url: 'https://repository.example/1.pdf' },
      open_access: { oa_url: 'https://repository.example/1' },
      authorships: [{ author: { display_name: 'Ada One' } }],
      cited_by_count: 7,
      biblio: { volume: '5', issue: '4', first_page: '1', last_page: '9' },
      is_retracted: false,
      abstract_inverted_index: { One: [0, 2], two: [1] },
    },
  ],
}

export const crossref = {
  status: 'ok',
  message: {
    items: [
      {
        DOI: '10.1000/abc',
        type: 'journal-article',
        title: ['A title &amp; more'],
        'container-title': ['J. of Examples'],
        volume: '5',
        page: '1-9',
        issued: { 'date-parts': [[2025, 4]] },
        author: [{ given: 'Ada', family: 'One', suffix: 'Jr.' }, { name: 'The Group' }],
        abstract: '<jats:p>Ten<jats:sup>2</jats:sup> words.</jats:p>',
        'is-referenced-by-count': 7,
        license: [{ URL: 'http://creativecommons.org/licenses/by/4.0/', 'content-version': 'vor' }],
        link: [{ URL: 'https://publisher.example/1.pdf', 'content-type': 'application/pdf' }],
        relation: { 'is-preprint-of': [{ 'id-type': 'doi', id: '10.1000/abd' }] },
        'update-to': [{ type: 'retraction', DOI: '10.1000/abc' }],
      },
    ],
  },
}

export const semanticScholar = {
  paperId: '0123',
  externalIds: { ArXiv: '2401.00001', DOI: '10.1000/abc', CorpusId: 7 },
  title: 'A title',
  venue: 'Examples',
  year: 2024,
  publicationDate: '2024-01-02',
  citationCount: 5,
  openAccessPdf: { url: 'https://repository.example/1.pdf', status: 'GREEN' },
  journal: { name: 'J. of Examples', volume: '5', pages: '1-9' },
  authors: [{ authorId: '1', name: 'Ada One' }],
  abstract: 'One.',
}

export const datacite = {
  data: {
    id: '10.5281/zenodo.1',
    attributes: {
      doi: '10.5281/zenodo.1',
      titles: [{ title: 'Werk', titleType: 'TranslatedTitle' }, { title: 'A title' }],
      creators: [{ name: 'One, Ada', givenName: 'Ada', familyName: 'One' }],
      descriptions: [{ description: '<p>One.</p>', descriptionType: 'Abstract' }],
      dates: [{ date: '2025-04-02T10:00:00Z', dateType: 'Issued' }],
      publicationYear: 2025,
      container: { title: 'J. of Examples' },
      rightsList: [{ rightsUri: 'https://creativecommons.org/licenses/by/4.0/' }],
      url: 'https://zenodo.org/record/1',
      citationCount: 3,
    },
  },
}

export const github = { id: 1, full_name: 'example/code', stargazers_count: 7, archived: false }
