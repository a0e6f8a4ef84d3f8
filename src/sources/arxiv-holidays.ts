// The days on which arXiv neither closed a batch of submissions (14:00 US Eastern) nor announced one (20:00).
//
// Source: the list that arXiv keeps on its page "Availability of submissions"
// (https://info.arxiv.org/help/availability.html) and the `arXiv_holidays` table of its own software, as read in 2026.
// Known: 2020 to 2026, complete as far as those two say. Failures and strikes that arXiv entered there stand here too.
// Unsure: 2025-07-04 and 2025-07-06 name the same missing announcement, once by its batch and once by its evening;
// 2026-12-29 and 2026-12-31 were announced in advance and may still be moved.
// Later years are not known: arXiv publishes them one by one. Add them here, never by rule.

/** US Eastern date → what was celebrated, or why there was a pause. */
export const arxivHolidays: Readonly<Record<string, string>> = {
  '2020-01-01': 'New Year’s Day',
  '2020-01-20': 'Martin Luther King Jr. Day',
  '2020-06-09': 'strike for Black lives',
  '2020-11-26': 'Thanksgiving',
  '2020-12-25': 'Christmas',
  '2020-12-29': 'winter break',
  '2020-12-30': 'winter break',

  '2021-01-01': 'New Year’s Day',
  '2021-10-20': 'arXiv staff meeting',
  '2021-11-25': 'Thanksgiving',
  '2021-12-24': 'winter break',
  '2021-12-28': 'winter break',
  '2021-12-30': 'winter break',

  '2022-01-17': 'Martin Luther King Jr. Day',
  '2022-06-20': 'Juneteenth',
  '2022-09-05': 'Labor Day',
  '2022-11-24': 'Thanksgiving',
  '2022-12-27': 'winter break',
  '2022-12-29': 'winter break',

  '2023-01-16': 'Martin Luther King Jr. Day',
  '2023-06-14': 'arXiv staff retreat',
  '2023-06-19': 'Juneteenth',
  '2023-07-04': 'US Independence Day',
  '2023-08-17': 'arXiv strategy meeting',
  '2023-09-04': 'Labor Day',
  '2023-11-23': 'Thanksgiving',
  '2023-12-25': 'Christmas',
  '2023-12-27': 'winter break',

  '2024-01-15': 'Martin Luther King Jr. Day',
  '2024-05-22': 'arXiv staff retreat',
  '2024-06-19': 'Juneteenth',
  '2024-07-04': 'US Independence Day',
  '2024-09-02': 'Labor Day',
  '2024-10-08': 'arXiv staff retreat',
  '2024-11-28': 'Thanksgiving',
  '2024-12-25': 'Christmas',
  '2024-12-26': 'winter break',
  '2024-12-31': 'New Year’s Eve',

  '2025-01-01': 'New Year’s Day',
  '2025-01-20': 'Martin Luther King Jr. Day',
  '2025-06-19': 'Juneteenth',
  '2025-07-04': 'US Independence Day',
  '2025-07-06': 'US Independence Day',
  '2025-09-01': 'Labor Day',
  '2025-11-27': 'Thanksgiving',
  '2025-12-25': 'Christmas',
  '2025-12-30': 'winter break',

  '2026-01-01': 'New Year’s Day',
  '2026-01-19': 'Martin Luther King Jr. Day',
  '2026-06-19': 'Juneteenth',
  '2026-07-03': 'US Independence Day',
  '2026-09-07': 'Labor Day',
  '2026-11-26': 'Thanksgiving',
  '2026-12-25': 'Christmas',
  '2026-12-29': 'winter break',
  '2026-12-31': 'New Year’s Eve',
}
