/** Brings the first faulty field of a form into sight and into focus, once it is marked on the page. */
export function showFirstFault(formId: string): void {
  // What was closed opens with the next picture, and its fields are there with the one after.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const field = document.querySelector<HTMLElement>(`#${formId} [aria-invalid="true"]`);
      field?.scrollIntoView({ block: "center" });
      field?.focus({ preventScroll: true });
    }),
  );
}
