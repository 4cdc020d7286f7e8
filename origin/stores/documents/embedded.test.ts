import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { documentsContract } from './documents-contract.ts'
import { openEmbeddedDocuments } from './embedded.ts'

documentsContract('embedded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'documents-'))
  return {
    open: () => openEmbeddedDocuments({ folder }),
    end: () => rm(folder, { recursive: true, force: true }),
  }
})
