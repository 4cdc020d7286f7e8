/** A file as its text: a test's alone. */
declare module '*.md?raw' {
  const text: string
  export default text
}
