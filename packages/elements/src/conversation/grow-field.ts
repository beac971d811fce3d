/** Lets a field grow with its text up to its `max-height`; `field-sizing` is not in every browser we support. */
export function growField(field: HTMLTextAreaElement): void {
  field.style.height = "0";
  const edgesPx = field.offsetHeight - field.clientHeight;
  field.style.height = `${String(Math.max(36, field.scrollHeight + edgesPx))}px`;
}
