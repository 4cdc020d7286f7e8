/** A button that copies what stands in the field it names, and says that it did. */
export function copyOf(button: HTMLElement): void {
  const { copy = '', copied: said = '' } = button.dataset
  const field = document.getElementById(copy)
  if (!(field instanceof HTMLInputElement)) return
  button.hidden = false
  button.addEventListener('click', () => {
    field.select()
    void copied(field.value).then((isCopied) => {
      if (isCopied) button.textContent = said
      return isCopied
    })
  })
}

/** A browser that does not let us has the text selected: the keyboard does the rest. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
