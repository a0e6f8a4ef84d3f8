// Written by `npm run client` from the API: change that, not this file.

export interface Paper {
  id: string
  authors: Author[]
  publishedAt?: string
  submittedOnDailyAt?: string
  submittedOnDailyBy?: Person
  title: string
  summary: string
  upvotes: number
  categories?: string[]
  discussionId?: string
  githubRepoAddedBy?: string
  ai_summary_model?: string
  projectPage?: string
  githubRepo?: string
  githubStars?: number
  ai_summary?: string
  ai_keywords?: string[]
  organization?: Organization
  mediaUrls?: string[]
}

export interface WholePaper {
  id: string
  authors: Author[]
  publishedAt?: string
  submittedOnDailyAt?: string
  submittedOnDailyBy?: Person
  title: string
  summary: string
  upvotes: number
  categories?: string[]
  discussionId?: string
  githubRepoAddedBy?: string
  ai_summary_model?: string
  projectPage?: string
  githubRepo?: string
  githubStars?: number
  ai_summary?: string
  ai_keywords?: string[]
  organization?: Organization
  mediaUrls?: string[]
  thumbnail: string
  numComments: number
  linkedModels: Repository[]
  numTotalModels: number
  linkedDatasets: Repository[]
  numTotalDatasets: number
  linkedSpaces: Space[]
  numTotalSpaces: number
  comments?: Comment[]
}

export interface DailyItem {
  paper: Paper
  publishedAt?: string
  title: string
  summary: string
  thumbnail: string
  numComments: number
  submittedBy?: Submitter
  isAuthorParticipating: boolean
  projectPage?: string
  githubRepo?: string
  githubStars?: number
  ai_summary?: string
  ai_keywords?: string[]
  organization?: Organization
  mediaUrls?: string[]
}

export interface FoundItem {
  paper: Paper
  publishedAt?: string
  title: string
  summary: string
  thumbnail: string
  numComments: number
  isAuthorParticipating: boolean
  score: number
  projectPage?: string
  githubRepo?: string
  githubStars?: number
  ai_summary?: string
  ai_keywords?: string[]
  organization?: Organization
  mediaUrls?: string[]
  upvoted: boolean
  highlightedTitle: {
    type: "text" | "highlight"
    text: string
  }[]
  highlightedSummary: {
    type: "text" | "highlight"
    text: string
  }[]
}

export interface SimilarItem {
  paper: Paper
  publishedAt?: string
  title: string
  summary: string
  thumbnail: string
  numComments: number
  isAuthorParticipating: boolean
  score: number
  projectPage?: string
  githubRepo?: string
  githubStars?: number
  ai_summary?: string
  ai_keywords?: string[]
  organization?: Organization
  mediaUrls?: string[]
  because: string[]
}

export interface PaperSummary {
  id: string
  title: string
  thumbnailUrl: string
  upvotes: number
  publishedAt?: string
  authors: Author[]
  summary: string
  projectPage?: string
}

export interface Author {
  _id: string
  name: string
  hidden: boolean
  status?: string
  statusLastChangedAt?: string
  user?: Person
}

export interface Person {
  _id: string
  avatarUrl: string
  isPro: boolean
  fullname: string
  user: string
  name: string
  type: string
}

export interface Submitter {
  _id: string
  avatarUrl: string
  isPro: boolean
  fullname: string
  user: string
  name: string
  type: string
  isHf: boolean
  isHfAdmin: boolean
  isMod: boolean
  followerCount?: number
}

export interface Organization {
  _id: string
  name: string
  fullname: string
  avatar: string
}

export interface Comment {
  id: string
  type: "comment"
  author?: Submitter
  createdAt: string
  replyTo?: string
  data: {
    edited: boolean
    hidden: boolean
    hiddenReason?: string
    numEdits: number
    isReport: boolean
    reactions: {
      reaction: string
      count: number
    }[]
    upvotes: number
    latest: {
      raw: string
      html: string
      updatedAt: string
    }
  }
}

export interface Repositories {
  models: Repository[]
  datasets: Repository[]
  spaces: Space[]
}

export interface Repository {
  id: string
  author: string
  repoType: "model" | "dataset" | "space"
  url: string
  downloads: number
  likes: number
  gated: boolean
  private: boolean
  lastModified: string
}

export interface Space {
  id: string
  author: string
  repoType: "space"
  url: string
  emoji: string
  running: boolean
  shortDescription: string
  featured: boolean
  likes: number
  lastModified: string
}

export interface Problem {
  error: string
  fields?: Record<string, string>
}
