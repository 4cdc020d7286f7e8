/** What a server says of an object, as the port says it. */
import { ListObjectsV2Command, type HeadObjectCommandOutput } from '@aws-sdk/client-s3'
import { isKey } from './key.ts'
import { CONTENT_TYPE_DEFAULT, type About, type AboutWhole, type List } from './objects.ts'
import type { S3Connection } from './s3-connection.ts'

type Said = Pick<
  HeadObjectCommandOutput,
  'ContentLength' | 'ETag' | 'LastModified' | 'ContentType' | 'Metadata'
>

export function aboutWhole(key: string, answer: Said): AboutWhole {
  const { ContentLength, ETag, LastModified, ContentType, Metadata } = answer
  return {
    ...about(key, ContentLength, ETag, LastModified),
    contentType: ContentType ?? CONTENT_TYPE_DEFAULT,
    metadata: Metadata ?? {},
  }
}

function about(
  key: string,
  size: number | undefined,
  etag: string | undefined,
  written: Date | undefined,
): About {
  return {
    key,
    sizeBytes: said(size, 'size'),
    etag: unquoted(etag),
    writtenAtMs: wholeSeconds(said(written, 'time')),
  }
}

/**
 * Keys that the port does not know are somebody else's, or the server's own for a moment while it
 * replaces an object. A page of nothing else is not the end.
 */
export async function listObjects(
  connection: S3Connection,
  prefix: string,
  after: string | undefined,
  limit: number,
): Promise<List> {
  for (let from = after; ;) {
    const command = new ListObjectsV2Command({
      Bucket: connection.bucket,
      Prefix: prefix,
      MaxKeys: limit,
      ...(from === undefined ? {} : { StartAfter: from }),
    })
    const { Contents: page = [], IsTruncated: more = false } = await connection.asked(
      (abortSignal) => connection.client.send(command, { abortSignal }),
    )
    const objects = page.flatMap(({ Key, Size, ETag, LastModified }) =>
      Key !== undefined && isKey(Key) ? [about(Key, Size, ETag, LastModified)] : [],
    )
    const last = objects.at(-1)?.key
    if (!more) return { objects, next: undefined }
    if (last !== undefined) return { objects, next: last }
    from = said(page.at(-1)?.Key, 'last key of a page')
  }
}

/** A listing counts milliseconds where a header counts seconds: the same object, the same time. */
function wholeSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1_000) * 1_000
}

export function unquoted(etag: string | undefined): string {
  return said(etag, 'etag').replace(/^"(.*)"$/, '$1')
}

export function said<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`The server's answer is without the ${what}.`)
  return value
}
