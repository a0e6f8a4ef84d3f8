/** The program’s settings with the address of every source on one server. */
export function settingsAt(url: string): Record<string, string> {
  return {
    ARXIV_OAI_URL: `${url}/oai`,
    ARXIV_API_URL: `${url}/api/query`,
    ARXIV_RSS_URL: url,
    HF_URL: url,
    BIORXIV_URL: url,
    OPENREVIEW_URL: url,
    ACL_URL: `${url}/acl`,
    OPENALEX_URL: `${url}/openalex`,
    SEMANTIC_SCHOLAR_URL: `${url}/graph/v1`,
    CROSSREF_URL: `${url}/crossref`,
    DATACITE_URL: `${url}/datacite`,
    GITHUB_API_URL: `${url}/github`,
  }
}
