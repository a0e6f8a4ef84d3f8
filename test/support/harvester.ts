import type { Harvester } from '../../src/sources/harvest/harvester.ts'

/** Nothing is ever harvested. */
export const noHarvester: Harvester = { harvest: async () => null }
