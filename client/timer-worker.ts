/** A timer outside the page: told a name and a time, it says the name when the time has come. */
addEventListener('message', ({ data }: MessageEvent<[no: number, ms: number]>) => {
  const [no, ms] = data
  setTimeout(() => postMessage(no), ms)
})
