/** Id of the search field, where Ctrl+F goes. */
export const searchFieldId = "search-field";

export function focusSearch(): void {
  const field = document.getElementById(searchFieldId);
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}
