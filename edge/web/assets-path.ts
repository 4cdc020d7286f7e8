/**
 * Where the pages' own files are, in `edge/web/assets` and at every host. On a shop's host nothing
 * outside `/rooms/` is ours, and no room's id begins with a hyphen.
 */
export const ASSETS_PATH = '/rooms/-/'
