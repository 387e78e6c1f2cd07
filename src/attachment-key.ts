/**
 * The key that the files of attachments are sealed with. It is not that of the second factors: whoever loses that one binds
 * factors anew, whoever loses this one has lost the files, so the two are kept and handed on differently.
 */
import { existsSync } from 'node:fs'
import { besideDatabase, keyIn, makeKeyOnce } from './key-file.ts'
import type { Settings } from './settings.ts'
import { openAttachmentFiles, type AttachmentFiles } from './store/attachment-files.ts'

/** Opens the folder of attachments. Throws one sentence where the key is missing, open to others, malformed, or another than the one that was used here. */
export async function attachmentFilesOf(settings: Settings): Promise<AttachmentFiles> {
  const { dir, keyFile } = settings.attachments
  if (settings.production && keyFile === null) throw new Error('ATTACHMENT_KEY_FILE：请指定封存附件的密钥文件')
  const file = keyFile ?? besideDatabase(settings, 'attachment.key')
  if (keyFile === null) await makeKeyOnce(file)
  return openAttachmentFiles(dir, await keyIn(file)).catch((error: NodeJS.ErrnoException) => {
    throw error.syscall === undefined ? error : new Error(`附件文件夹 ${dir} 不能读写（${error.code ?? ''}），请检查位置和权限，或者用 ATTACHMENTS_DIR 另行指定`, { cause: error })
  })
}

/** The same for a check: null where there is neither key nor folder, as where nothing was ever attached. */
export async function attachmentFilesIn(settings: Settings): Promise<AttachmentFiles | null> {
  const named = settings.attachments.keyFile ?? besideDatabase(settings, 'attachment.key')
  return existsSync(named) || existsSync(settings.attachments.dir) ? openAttachmentFiles(settings.attachments.dir, await keyIn(named)) : null
}
