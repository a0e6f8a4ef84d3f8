const sentences: Record<string, string> = {
  ENOENT: 'its folder does not exist: make it first',
  ENOTDIR: 'what should be its folder is a file: choose another place',
  EACCES: 'its folder may not be written: check its owner and rights',
  EPERM: 'its folder may not be written: check its owner and rights',
  EROFS: 'its disk is read-only: choose another place',
  ENAMETOOLONG: 'its name is too long: choose another',
  EISDIR: 'it is a folder: name a file in it',
  ENOSPC: 'its disk is full: free some space',
  EDQUOT: 'the quota of its disk is used up: free some space',
  EFBIG: 'its disk takes no file of this size: choose another place',
  EIO: 'writing to its disk failed: check the disk',
}

/** Why something can't be written, to follow “… can’t be written, ”; undefined where the system doesn't say. */
export const writeTrouble = (error: unknown): string | undefined =>
  sentences[(error as NodeJS.ErrnoException | undefined)?.code ?? '']
